import { AvailabilityRules1798400000000 } from './availability-rules.js';
import { FanOut1798500000000 } from './fan-out.js';
import { IdentifiersAndDrift1798600000000 } from './identifiers-and-drift.js';
import { InventoryTables1763700000000 } from './inventory-tables.js';
import { ReservationsByLocation1798200000000 } from './reservations-by-location.js';
import { StockLedger1798100000000 } from './stock-ledger.js';
import { StockSnapshots1798300000000 } from './stock-snapshots.js';

/** This service's own migrations, oldest first; those of messaging run before them. */
export const migrations = [
  InventoryTables1763700000000,
  StockLedger1798100000000,
  ReservationsByLocation1798200000000,
  StockSnapshots1798300000000,
  AvailabilityRules1798400000000,
  FanOut1798500000000,
  IdentifiersAndDrift1798600000000,
];
