import type { OdooClient } from '@penstock/connector-odoo';
import {
  CycleCountCompleted,
  DeliveryChanged,
  ExceptionRaised,
  LocationLinked,
  OdooRecordLinked,
  PriceChanged,
  ProductLinked,
  ShipmentConfirmed,
  StockAdjusted,
} from '@penstock/contracts';
import { type ServiceDefinition, TaskLoop, type UnitsOfWork } from '@penstock/messaging';
import type { AdapterConfig } from './config.js';
import { deliverShipment } from './delivery/deliver-shipment.js';
import { onShipmentReported } from './delivery/on-shipment-reported.js';
import { FollowMapping } from './mapping/follow-mapping.js';
import type { LiveMappings } from './mapping/live-mappings.js';
import { OdooChanges } from './odoo-changes/follow-odoo.js';
import type { OdooHealth } from './odoo-changes/odoo-health.js';
import type { OdooSystem } from './odoo-system.js';
import { OpenCalls } from './open-calls/open-calls.js';
import { cancelSaleOrder } from './order-cancelled/cancel-sale-order.js';
import { onOrderCancelled } from './order-cancelled/on-order-cancelled.js';
import { createSaleOrder } from './order-out/create-sale-order.js';
import { onOrderCreated } from './order-out/on-order-created.js';
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
    | 'odooRequestLimitMs'
  >,
  odoo: OdooClient,
  health: OdooHealth,
  mappings: LiveMappings,
): ServiceDefinition {
  const system: OdooSystem = { entity: config.entity, instance: config.odooInstance };
  const concurrency = config.odooConcurrency;
  const goods = ({ database }: UnitsOfWork) => {
    const calls = new OpenCalls(database, config.odooRequestLimitMs);
    return { odoo: odoo.inLane('stock'), database, calls, mappings, system, concurrency };
  };
  return {
    name: SERVICE_NAME,
    handlers: [onOrderCreated(system), onOrderCancelled(system), onShipmentReported, onStockCounted(system)],
    says: [
      ProductLinked,
      LocationLinked,
      CycleCountCompleted,
      StockAdjusted,
      ShipmentConfirmed,
      DeliveryChanged,
      PriceChanged,
      OdooRecordLinked,
      ExceptionRaised,
    ],
    loops: (units) => [
      new FollowMapping(mappings),
      new TaskLoop(units, createSaleOrder({ odoo, database: units.database, system, concurrency })),
      new TaskLoop(units, cancelSaleOrder({ odoo, system, concurrency })),
      new TaskLoop(units, deliverShipment(goods(units))),
      new TaskLoop(units, applyCount(goods(units))),
      new OdooChanges(odoo.inLane('reads'), units, system, config, health),
    ],
  };
}
