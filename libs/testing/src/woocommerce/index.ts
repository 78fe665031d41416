export { type DemoProduct, demoCatalogue } from '../stand-in/demo-catalogue.js';
export { numberedSku } from '../stand-in/numbered-products.js';
export { numberedProductId, type Product } from './products.js';
export { type WooCommerceStandIn, type WooCommerceStandInOptions, startWooCommerceStandIn } from './start.js';
