export { type DemoProduct, demoCatalogue } from '../stand-in/demo-catalogue.js';
export type { LoggedRequest } from '../stand-in/request-log.js';
export type { Checkout } from './checkout-input.js';
export type { PlacedOrder } from './checkout.js';
export type { Delivery } from './deliveries.js';
export type { Edit } from './edit-order.js';
export type { Level } from './inventory.js';
export type { ShopifyStandInOptions } from './options.js';
export { type ShopifyStandIn, startShopifyStandIn } from './start.js';
