export { API_VERSION, ShopifyAnswerNotUnderstood } from './inventory/graphql.js';
export type { InventoryLevel, InventoryQuantity, SetInventory, SetInventoryOutcome } from './inventory/outcome.js';
export { type ReadInventoryOutcome, readInventory } from './inventory/read-inventory.js';
export { setInventory } from './inventory/set-inventory.js';
export type { Problem, Refused } from './payload/problem.js';
export { verifyWebhook } from './webhook/verify-webhook.js';
