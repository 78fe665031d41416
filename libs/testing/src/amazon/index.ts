export { numberedSku } from '../stand-in/numbered-products.js';
export type { LoggedRequest } from '../stand-in/request-log.js';
export type { Listing } from './listings.js';
export { type AmazonStandInOptions, demoSeller } from './options.js';
export { type AmazonStandIn, startAmazonStandIn } from './start.js';
