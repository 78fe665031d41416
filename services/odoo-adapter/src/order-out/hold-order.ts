import { instantOfMillis, millisOf } from '@penstock/domain';
import type { Cause, UnitOfWork } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { orderHeld } from './exceptions.js';
import { type Hold, holdPause, isSameHold } from './hold.js';
import { missingSkus, type OdooOrder, odooOrders } from './odoo-order.js';

/**
 * Puts an order aside that lacks something, and tells a person, once for each thing it lacks. It is looked at again after a pause, and at once when
 * a SKU that it waits for becomes clear. Its cancellation, if one came meanwhile, follows by itself.
 */
export function holdOrder(
  unit: UnitOfWork,
  odoo: OdooSystem,
  order: OdooOrder,
  hold: Hold,
  mappingVersion: string,
  cause: Cause,
): void {
  if (order.state !== 'ready') return;
  const isKnown = isSameHold(order.hold, hold);
  const holds = isKnown && order.hold ? order.hold.holds + 1 : 0;
  const { kind, thing } = hold;
  unit.save(
    odooOrders.save({
      ...order,
      state: 'held',
      hold: { kind, thing, holds },
      heldUntil: instantOfMillis(millisOf(unit.now) + holdPause(holds)),
      mappingVersion,
    }),
  );
  const { sku } = hold.facts;
  if (sku !== undefined) unit.save(missingSkus.save({ orderId: order.orderId, sku, needed: true }));
  if (!isKnown) unit.emit(orderHeld(odoo, order, hold), cause);
}
