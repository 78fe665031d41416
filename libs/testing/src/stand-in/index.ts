export { runStandIn } from './command-line.js';
export { type DemoProduct, demoCatalogue } from './demo-catalogue.js';
export type { Fault } from './faults.js';
export { Journal } from './journal.js';
export { numberedSku } from './numbered-products.js';
export { type LoggedRequest, RequestLog } from './request-log.js';
export { type StandIn, type StandInOptions, type StandInServer, createStandInServer } from './server.js';
export { type RateLimit, TokenBucket } from './token-bucket.js';
