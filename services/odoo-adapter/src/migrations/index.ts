import type { Migration } from '@penstock/persistence';
import { AuditTrail1797900000000 } from './audit-trail.js';
import { DeliveriesPricesDrift1797600000000 } from './deliveries-prices-drift.js';
import { ExpectedGoods1798702000000 } from './expected-goods.js';
import { GoodsReported1797500000000 } from './goods-reported.js';
import { Kits1798703000000 } from './kits.js';
import { OdooAdapterTables1790000000000 } from './odoo-adapter-tables.js';
import { OrderChanges1797400000000 } from './order-changes.js';
import { OrderGovernance1797100000000 } from './order-governance.js';
import { ShippingChanged1797981000000 } from './shipping-changed.js';
import { SkuTrouble1797200000000 } from './sku-trouble.js';
import { TraceFromAnywhere1797980000000 } from './trace-from-anywhere.js';
import { UnitsAndPacks1798701000000 } from './units-and-packs.js';
import { WhatMovesAre1798700000000 } from './what-moves-are.js';

/** In the order they run. */
export const migrations: readonly Migration[] = [
  OdooAdapterTables1790000000000,
  OrderGovernance1797100000000,
  SkuTrouble1797200000000,
  OrderChanges1797400000000,
  GoodsReported1797500000000,
  DeliveriesPricesDrift1797600000000,
  AuditTrail1797900000000,
  TraceFromAnywhere1797980000000,
  ShippingChanged1797981000000,
  WhatMovesAre1798700000000,
  UnitsAndPacks1798701000000,
  ExpectedGoods1798702000000,
  Kits1798703000000,
];
