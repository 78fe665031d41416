export type { LoggedRequest } from '../stand-in/request-log.js';
export type { Offer } from './offers.js';
export { demoWebhook, type WebhookStandInOptions } from './options.js';
export { type WebhookStandIn, startWebhookStandIn } from './start.js';
