/**
 * A stand-in for the external API of Odoo 18 and 19, in this process (`startOdooStandIn`) or as its own (`dist/odoo/main.js`).
 *
 * - `POST /jsonrpc`: services common and object, as recorded servers answered them; models in `models/`.
 * - `POST /json/2/<model>/<method>` on 19, by bearer API key (any user but the administrator: `<key>-<login>`).
 * - `/_standin/…`: request log, counts, faults, a person's actions; see `http/admin-api.ts`.
 * - On disk: `journal.jsonl`, the committed transactions, and `requests.jsonl`, the log. One process a folder.
 *
 * The services know nothing of HTTP: a protocol is a file beside `http/json-rpc.ts`. What 19 does otherwise is told
 * by `env.version`, its names of fields by `models/odoo19.ts`.
 */
export type { Seed } from './database.js';
export type { Fault, FaultMode } from './faults.js';
export { TRACEBACK_MARK } from './http/json-rpc.js';
export type { OdooVersion } from './orm/version.js';
export type { LoggedRequest, RequestFilter } from './request-log.js';
export { DEMO_PRODUCTS } from './seed/demo.js';
export type { DemoProduct } from './seed/demo.js';
export { startOdooStandIn } from './stand-in.js';
export type { OdooAction, OdooStandIn, OdooStandInOptions } from './stand-in.js';
