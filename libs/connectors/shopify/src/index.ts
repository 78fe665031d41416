export { CostBudget } from './inventory/cost-budget.js';
export { API_VERSION, ShopifyAnswerNotUnderstood } from './inventory/graphql.js';
export type {
  Denied,
  InventoryLevel,
  InventoryQuantity,
  SetInventory,
  SetInventoryOutcome,
} from './inventory/outcome.js';
export { type ReadInventoryOutcome, readInventory } from './inventory/read-inventory.js';
export { setInventory } from './inventory/set-inventory.js';
export { type CancellationContent, type ParsedCancellation, parseCancellation } from './order/parse-cancellation.js';
export { type Occurrence, type OrderContent, type ParsedOrder, parseOrder } from './order/parse-order.js';
export { type ShopifySource, lineIdOf, orderIdOf, paymentIdOf, systemOf } from './order/source.js';
export type { Problem, Refused } from './payload/problem.js';
export { type ParsedTransaction, type PaymentContent, parseTransaction } from './payment/parse-transaction.js';
export { type CheckedPayout, checkPayout } from './payout/check-payout.js';
export { type CheckedRefund, checkRefund } from './payout/check-refund.js';
export { verifyWebhook } from './webhook/verify-webhook.js';
