export type { Seed } from './database.js';
export type { Fault, FaultMode } from './faults.js';
export { TRACEBACK_MARK } from './http/json-rpc.js';
export type { LoggedRequest, RequestFilter } from './request-log.js';
export { DEMO_PRODUCTS } from './seed/demo.js';
export type { DemoProduct } from './seed/demo.js';
export { startOdooStandIn } from './stand-in.js';
export type { OdooAction, OdooStandIn, OdooStandInOptions } from './stand-in.js';
