import type { Checkout, Level, PlacedOrder } from '@penstock/testing/shopify';
import { localSecrets } from '../local-secrets.js';
import type { Ports } from '../ports.js';
import { standInUrl } from '../stand-ins.js';
import { ask } from './ask.js';

/** The two shops of the day, as their customers and merchants see them. */
export interface Shops {
  /** A customer checks out at the Shopify shop. */
  checkOut(checkout: Checkout): Promise<PlacedOrder>;
  /** Pieces that the Shopify shop believes it may sell. */
  shopifyStock(sku: string): Promise<number | undefined>;
  /** Pieces that the WooCommerce shop believes it may sell. `productPath`: `503`, or `501/variations/511`. */
  wooStock(productPath: string): Promise<number | undefined>;
}

export function shopsAt(ports: Ports): Shops {
  const shopify = standInUrl('shopify-stand-in', ports);
  const woo = standInUrl('woocommerce-stand-in', ports);
  const { DEMO_WOO_CONSUMER_KEY: key, DEMO_WOO_CONSUMER_SECRET: secret } = localSecrets;
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  return {
    checkOut: (checkout) => ask(`${shopify}/_standin/orders`, { method: 'POST', body: checkout }),
    async shopifyStock(sku) {
      const levels = await ask<Level[]>(`${shopify}/_standin/inventory`);
      return levels.find((level) => level.sku === sku)?.available;
    },
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-a-product
    async wooStock(productPath) {
      const url = `${woo}/wp-json/wc/v3/products/${productPath}`;
      return (
        (await ask<{ stock_quantity: number | null }>(url, { headers: { authorization } })).stock_quantity ?? undefined
      );
    },
  };
}
