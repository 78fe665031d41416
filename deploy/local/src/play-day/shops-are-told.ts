import { AvailabilityChanged } from '@penstock/contracts';
import { demoCatalogue } from '@penstock/testing/shopify';
import { until } from '@penstock/testing/stack';
import { from, type Scene } from './scene.js';

/** What the order left to sell of its first line's product reaches both shops. */
export async function shopsAreToldOfTheOrder(scene: Scene): Promise<string> {
  const [orderId, sku] = [from(scene, 'orderId'), from(scene, 'orderedSku')];
  const { productId } = productOf(scene, sku);
  const [{ event }] = await scene.witness.heard(
    AvailabilityChanged,
    ({ productId: id, meta }) => id === productId && meta.correlationId === orderId,
  );
  const available = Number(event.available.amount.toFixed());
  await shopsAreTold(scene, sku, available);
  return `of ${sku}, demo-shop and demo-woo may now sell ${available}`;
}

/** Waits until both shops show the same number of pieces. Throws an Error that says what they show. */
export async function shopsAreTold({ shops }: Scene, sku: string, available: number): Promise<void> {
  const shown = { shopify: () => shops.shopifyStock(sku), woo: () => shops.wooStock(wooPath(sku)) };
  const isTold = (stock: () => Promise<number | undefined>) =>
    until(async () => (await stock()) === available, { withinMs: 30_000, everyMs: 200 });
  const told = await Promise.all([isTold(shown.shopify), isTold(shown.woo)]);
  if (told[0] && told[1]) return;
  const found = `demo-shop has ${await shown.shopify()}, demo-woo has ${await shown.woo()}`;
  throw new Error(`${available} of ${sku} may be sold, but ${found}`);
}

/** The product as Odoo linked it. */
export function productOf(scene: Scene, sku: string) {
  const product = from(scene, 'products').get(sku);
  if (!product) throw new Error(`Odoo has no product ${sku}`);
  return product;
}

/** What people call the product. */
export const skuOf = (scene: Scene, productId: string): string =>
  [...from(scene, 'products')].find(([, product]) => product.productId === productId)?.[0] ?? productId;

function wooPath(sku: string): string {
  const listing = demoCatalogue.products.find((product) => product.sku === sku)?.woocommerce;
  if (!listing) throw new Error(`${sku} is not in the demo catalogue`);
  return listing.variationId === null ? listing.productId : `${listing.productId}/variations/${listing.variationId}`;
}
