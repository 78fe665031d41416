export { type DemoProduct, demoCatalogue } from '../stand-in/demo-catalogue.js';
export type { Product } from './products.js';
export { type WooCommerceStandIn, type WooCommerceStandInOptions, startWooCommerceStandIn } from './start.js';
