import { AvailabilityChanged } from '@penstock/contracts';
import { productOf, shopsAreTold } from './shops-are-told.js';
import type { Scene } from './scene.js';

const SKU = 'TOTE-CANVAS'; // not ordered today, so nothing else moves its stock meanwhile

/** Somebody counts a product in Odoo, a different number every day; both shops are told what they may sell now. Left out on an Odoo of yours. */
export async function stockIsCounted(scene: Scene): Promise<string | undefined> {
  if (!scene.odoo.isStandIn) return undefined;
  const { productId, odoo } = productOf(scene, SKU);
  const counted = 50 + scene.day;
  await scene.warehouse.count(odoo.id, counted);
  const [{ event }] = await scene.witness.heard(
    AvailabilityChanged,
    ({ productId: id, onHand }) => id === productId && onHand.amount.eq(String(counted)),
  );
  const available = Number(event.available.amount.toFixed());
  await shopsAreTold(scene, SKU, available);
  return `${counted} of ${SKU} counted in Odoo; demo-shop and demo-woo were each told ${available}`;
}
