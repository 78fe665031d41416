import { demoCatalogue, type LoggedRequest } from '@penstock/testing/shopify';
import type { ShopifyShop, WooShop } from '../system/shops.js';

/** Pieces of a SKU that each channel offers its customers. */
export async function shown(
  shopify: ShopifyShop,
  woo: WooShop,
  sku: string,
): Promise<{ shopify: number | undefined; woo: number | null | undefined }> {
  const [levels, products] = await Promise.all([shopify.levels(), woo.products()]);
  return {
    shopify: levels.find((level) => level.sku === sku)?.available,
    woo: products.find((product) => product.sku === sku)?.stockQuantity,
  };
}

/** Quantities that Shopify was told of an inventory item, by its request log, oldest first. */
export async function shopifyPushes(shopify: ShopifyShop, inventoryItem: string): Promise<number[]> {
  type Body = { variables?: { input?: { quantities?: { inventoryItemId: string; quantity: number }[] } } };
  return answered(await shopify.requests())
    .flatMap(({ body }) => (JSON.parse(body) as Body).variables?.input?.quantities ?? [])
    .filter(({ inventoryItemId }) => inventoryItemId === `gid://shopify/InventoryItem/${inventoryItem}`)
    .map(({ quantity }) => quantity);
}

/** Quantities that the WooCommerce shop was told of a product or variation, by its request log, oldest first. */
export async function wooPushes(woo: WooShop, id: string): Promise<number[]> {
  type Body = { update?: { id: number; stock_quantity?: number | string }[] };
  return answered(await woo.requests())
    .filter(({ url }) => url.endsWith('/batch'))
    .flatMap(({ body }) => (JSON.parse(body) as Body).update ?? [])
    .filter((update) => String(update.id) === id)
    .map(({ stock_quantity: quantity }) => Number(quantity));
}

const answered = (requests: readonly LoggedRequest[]): LoggedRequest[] =>
  requests.filter(({ method, status }) => method === 'POST' && status === 200);

/** The demo shop's products, which Odoo has as well. */
export const demoSkus: readonly string[] = demoCatalogue.products.map(({ sku }) => sku);
