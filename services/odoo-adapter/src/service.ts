import type { OdooClient } from '@penstock/connector-odoo';
import {
  CycleCountCompleted,
  DeliveryChanged,
  ExceptionRaised,
  GoodsExpected,
  GoodsReceived,
  KitDefined,
  LocationLinked,
  OdooRecordLinked,
  PriceChanged,
  ProductLinked,
  ShipmentConfirmed,
  StockAdjusted,
  StockLevelReported,
  TransferCompleted,
} from '@penstock/contracts';
import { type ServiceDefinition, type UnitsOfWork } from '@penstock/messaging';
import { auditedLoop } from './audit/audited.js';
import { keepSaid } from './audit/keep-said.js';
import { noting } from './audit/noting-client.js';
import { traceSection } from './audit/trace-section.js';
import { together } from './admin-sections.js';
import type { AdapterConfig } from './config.js';
import { deliverShipment } from './delivery/deliver-shipment.js';
import { onShipmentReported } from './delivery/on-shipment-reported.js';
import { FollowMapping } from './mapping/follow-mapping.js';
import type { LiveMappings } from './mapping/live-mappings.js';
import { comparisonSection } from './full-comparison/on-demand/comparison-section.js';
import { compareOdoo } from './full-comparison/compare-odoo.js';
import { OdooChanges } from './odoo-changes/follow-odoo.js';
import type { OdooHealth } from './odoo-changes/odoo-health.js';
import type { OdooBell } from './odoo-changes/wake/odoo-bell.js';
import type { OdooSystem } from './odoo-system.js';
import { OpenCalls } from './open-calls/open-calls.js';
import { cancelSaleOrder } from './order-cancelled/cancel-sale-order.js';
import { onOrderCancelled } from './order-cancelled/on-order-cancelled.js';
import { changeSaleOrder } from './order-changed/change-sale-order.js';
import { onOrderUpdated } from './order-changed/on-order-updated.js';
import { createSaleOrders } from './order-out/create-sale-orders.js';
import { HeldOrders } from './order-out/held-orders.js';
import { onOrderCreated } from './order-out/on-order-created.js';
import { bookReturn } from './return/book-return.js';
import { onReturnReceived } from './return/on-return-received.js';
import { applyCount } from './stock-count/apply-count.js';
import { onStockCounted } from './stock-count/on-stock-counted.js';

export const SERVICE_NAME = 'odoo-adapter';

/** Writes orders to Odoo once, and reads its products, places and stock moves back as events. */
export function odooAdapter(
  config: Pick<
    AdapterConfig,
    | 'entity'
    | 'odooInstance'
    | 'odooConcurrency'
    | 'odooPollIntervalMs'
    | 'odooPollMarginSeconds'
    | 'odooCompareIntervalMinutes'
    | 'odooStockDrift'
    | 'odooRequestLimitMs'
  >,
  client: OdooClient,
  health: OdooHealth,
  mappings: LiveMappings,
  bell?: OdooBell,
): ServiceDefinition {
  const odoo = noting(client);
  const system: OdooSystem = { entity: config.entity, instance: config.odooInstance };
  const concurrency = config.odooConcurrency;
  const goods = ({ database }: UnitsOfWork) => {
    const calls = new OpenCalls(database, config.odooRequestLimitMs);
    return { odoo: odoo.inLane('stock'), database, calls, mappings, system, concurrency };
  };
  return {
    name: SERVICE_NAME,
    keepSaid,
    admin: (units) => together(traceSection(units), comparisonSection(units)),
    handlers: [
      onOrderCreated(system),
      onOrderUpdated(system),
      onOrderCancelled(system),
      onShipmentReported,
      onReturnReceived(system),
      onStockCounted(system),
    ],
    says: [
      ProductLinked,
      LocationLinked,
      KitDefined,
      CycleCountCompleted,
      StockAdjusted,
      GoodsExpected,
      GoodsReceived,
      TransferCompleted,
      StockLevelReported,
      ShipmentConfirmed,
      DeliveryChanged,
      PriceChanged,
      OdooRecordLinked,
      ExceptionRaised,
    ],
    loops: (units) => [
      new FollowMapping(mappings),
      auditedLoop(units, createSaleOrders({ ...goods(units), odoo, mappings })),
      new HeldOrders(units, mappings),
      auditedLoop(units, changeSaleOrder({ ...goods(units), odoo })),
      auditedLoop(units, cancelSaleOrder({ ...goods(units), odoo })),
      auditedLoop(units, deliverShipment(goods(units))),
      auditedLoop(units, bookReturn(goods(units))),
      auditedLoop(units, applyCount(goods(units))),
      new OdooChanges(odoo.inLane('reads'), units, system, mappings, config, health, bell),
      compareOdoo(odoo.inLane('statistics'), units, system, mappings, config),
    ],
  };
}
