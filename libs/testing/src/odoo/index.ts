/**
 * A stand-in for Odoo 18's external API, in this process (`startOdooStandIn`) or as its own (`dist/odoo/main.js`).
 *
 * - `POST /jsonrpc`: services common and object, as recorded servers answered them; models in `models/`.
 * - `/_standin/…`: request log, counts, faults, a person's actions; see `http/admin-api.ts`.
 * - On disk: `journal.jsonl`, the committed transactions, and `requests.jsonl`, the log. One process a folder.
 *
 * The services know nothing of HTTP: another protocol is another file beside `http/json-rpc.ts`.
 */
export type { Seed } from './database.js';
export type { Fault, FaultMode } from './faults.js';
export { TRACEBACK_MARK } from './http/json-rpc.js';
export type { LoggedRequest, RequestFilter } from './request-log.js';
export { DEMO_PRODUCTS } from './seed/demo.js';
export type { DemoProduct } from './seed/demo.js';
export { startOdooStandIn } from './stand-in.js';
export type { OdooAction, OdooStandIn, OdooStandInOptions } from './stand-in.js';
