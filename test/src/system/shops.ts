import { ask } from '@penstock/local';
import type { Checkout, Delivery, Level, LoggedRequest, PlacedOrder } from '@penstock/testing/shopify';

/** How a shop is to misbehave towards the requests that come next; `none` ends it. See the stand-ins' faults. */
export interface ShopFault {
  readonly mode: 'none' | 'slow' | 'down' | '429' | '500' | 'commit-then-hang';
  readonly times?: number;
  /** How long `slow` waits, or until the connection of `commit-then-hang` is cut; in milliseconds. */
  readonly ms?: number;
}

const faultAt = (url: string) => async (fault: ShopFault) =>
  void (await ask(`${url}/_standin/faults`, { method: 'PUT', body: fault }));

/** The Shopify shop, from its customers' and its merchant's side. */
export interface ShopifyShop {
  checkOut(checkout: Checkout): Promise<PlacedOrder>;
  levels(): Promise<Level[]>;
  /** Every webhook and what it was answered. */
  deliveries(): Promise<Delivery[]>;
  /** Every request that the Admin API was sent. */
  requests(): Promise<LoggedRequest[]>;
  fault(fault: ShopFault): Promise<void>;
}

export const shopifyShop = (url: string): ShopifyShop => ({
  checkOut: (checkout) => ask(`${url}/_standin/orders`, { method: 'POST', body: checkout }),
  levels: () => ask(`${url}/_standin/inventory`),
  deliveries: () => ask(`${url}/_standin/deliveries`),
  requests: () => ask(`${url}/_standin/requests`),
  fault: faultAt(url),
});

/** What a WooCommerce shop shows of a product or variation. */
export interface WooProduct {
  readonly id: number;
  readonly sku: string;
  readonly stockQuantity: number | null;
}

export interface WooShop {
  products(): Promise<WooProduct[]>;
  requests(): Promise<LoggedRequest[]>;
  fault(fault: ShopFault): Promise<void>;
}

export const wooShop = (url: string): WooShop => ({
  products: () => ask(`${url}/_standin/products`),
  requests: () => ask(`${url}/_standin/requests`),
  fault: faultAt(url),
});
