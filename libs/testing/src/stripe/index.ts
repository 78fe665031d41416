export { demoCatalogue } from '../stand-in/demo-catalogue.js';
export type { Account } from './account.js';
export type { BalanceTransaction, Charge, KeptLine, Payout, Refund } from './objects.js';
export { type StripeStandIn, type StripeStandInOptions, startStripeStandIn } from './start.js';
