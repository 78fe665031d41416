import { AvailabilityChanged } from '@penstock/contracts';
import { demoCatalogue } from '@penstock/testing/shopify';
import { until } from '@penstock/testing/stack';
import { from, type Scene } from './scene.js';

const SKU = 'TOTE-CANVAS'; // not ordered today, so nothing else moves its stock meanwhile

/** Somebody counts a product in Odoo, a different number every day; both shops are told what they may sell now. Left out on an Odoo of yours. */
export async function stockIsCounted(scene: Scene): Promise<string | undefined> {
  if (!scene.odoo.isStandIn) return undefined;
  const { productId, odoo } = productOf(scene);
  const counted = 50 + scene.day;
  await scene.warehouse.count(odoo.id, counted);
  const [{ event }] = await scene.witness.heard(
    AvailabilityChanged,
    ({ productId: id, onHand }) => id === productId && onHand.amount.eq(String(counted)),
  );
  const available = Number(event.available.amount.toFixed());
  await shopsAreTold(scene, available);
  return `${counted} of ${SKU} counted in Odoo; demo-shop and demo-woo were each told ${available}`;
}

async function shopsAreTold({ shops }: Scene, available: number): Promise<void> {
  const told = await Promise.all([
    until(async () => (await shops.shopifyStock(SKU)) === available, { withinMs: 30_000, everyMs: 200 }),
    until(async () => (await shops.wooStock(wooPath())) === available, { withinMs: 30_000, everyMs: 200 }),
  ]);
  if (told[0] && told[1]) return;
  const found = `demo-shop has ${await shops.shopifyStock(SKU)}, demo-woo has ${await shops.wooStock(wooPath())}`;
  throw new Error(`${available} of ${SKU} may be sold, but ${found}`);
}

function wooPath(): string {
  const listing = demoCatalogue.products.find(({ sku }) => sku === SKU)?.woocommerce;
  if (!listing) throw new Error(`${SKU} is not in the demo catalogue`);
  return listing.variationId === null ? listing.productId : `${listing.productId}/variations/${listing.variationId}`;
}

function productOf(scene: Scene) {
  const product = from(scene, 'products').get(SKU);
  if (!product) throw new Error(`Odoo has no product ${SKU}`);
  return product;
}
