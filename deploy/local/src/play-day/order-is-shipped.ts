import { ShipmentConfirmed } from '@penstock/contracts';
import { from, type Scene } from './scene.js';
import { skuOf } from './shops-are-told.js';

/** The warehouse ships the order in Odoo, and its delivery comes back as an event of the order. Left out on an Odoo of yours. */
export async function orderIsShipped(scene: Scene): Promise<string | undefined> {
  if (!scene.odoo.isStandIn) return undefined;
  const orderId = from(scene, 'orderId');
  const delivery = await scene.warehouse.ship(from(scene, 'saleOrderId'));
  const [{ event }] = await scene.witness.heard(ShipmentConfirmed, (shipment) => shipment.orderId === orderId);
  const pieces = event.lines.map(
    ({ quantity, productId }) => `${quantity.amount.toFixed()} ${skuOf(scene, productId)}`,
  );
  return `${delivery}: ${pieces.join(', ')} left${event.complete ? ', which is all' : ''}`;
}
