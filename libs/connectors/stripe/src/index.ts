export { fromMinorUnits, stripeDigits } from './amounts/minor-units.js';
export { type ListOutcome, StripeFailed } from './api/list.js';
export type { Problem, Read } from './api/problem.js';
export { type StripeFee, type StripeLine, parseBalanceTransaction } from './payout/balance-transaction.js';
export type { LineKind } from './payout/line-kind.js';
export { type ListPayouts, listBalanceTransactions, listPayouts } from './payout/list-payouts.js';
export { type StripePayout, parsePayout } from './payout/payout.js';
export { type Difference, type PayoutProof, provePayout, wrongLine } from './payout/prove-payout.js';
export { type StripeRefund, checkRefund, parseRefund } from './payout/refund.js';
