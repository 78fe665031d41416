/** What a line on the Stripe balance is, in the terms of a settlement. */
export type LineKind =
  | 'charge'
  | 'payment'
  | 'refund'
  | 'refund_failure'
  | 'dispute'
  | 'dispute_reversal'
  | 'adjustment'
  | 'stripe_fee'
  | 'reserve'
  | 'transfer'
  | 'topup'
  | 'payout'
  | 'payout_returned'
  | 'other';

/** By `reporting_category`, which Stripe says to use for accounting: https://docs.stripe.com/reports/reporting-categories */
const BY_CATEGORY: Readonly<Record<string, LineKind>> = {
  refund: 'refund',
  partial_capture_reversal: 'refund',
  refund_failure: 'refund_failure',
  dispute: 'dispute',
  dispute_reversal: 'dispute_reversal',
  fee: 'stripe_fee',
  network_cost: 'stripe_fee',
  tax: 'stripe_fee',
  risk_reserved_funds: 'reserve',
  platform_reserve_hold: 'reserve',
  transfer: 'transfer',
  transfer_reversal: 'transfer',
  topup: 'topup',
  topup_reversal: 'topup',
  payout: 'payout',
  payout_reversal: 'payout_returned',
  other_adjustment: 'adjustment',
};

/** By `type`, finer for some: https://docs.stripe.com/reports/balance-transaction-types */
const BY_TYPE: Readonly<Record<string, LineKind>> = {
  charge: 'charge',
  payment: 'payment',
  refund: 'refund',
  payment_refund: 'refund',
  payment_reversal: 'refund',
  payment_failure_refund: 'refund',
  refund_failure: 'refund_failure',
  adjustment: 'adjustment',
  stripe_fee: 'stripe_fee',
  stripe_fx_fee: 'stripe_fee',
  tax_fee: 'stripe_fee',
  reserve_transaction: 'reserve',
  reserved_funds: 'reserve',
  reserve_hold: 'reserve',
  reserve_release: 'reserve',
  payout_minimum_balance_hold: 'reserve',
  payout_minimum_balance_release: 'reserve',
  transfer: 'transfer',
  topup: 'topup',
  topup_reversal: 'topup',
  payout: 'payout',
  payout_cancel: 'payout_returned',
  payout_failure: 'payout_returned',
};

/** Disputes come as `adjustment` by type and as `dispute` by category; charges and payments are one category and two types. */
export const lineKind = (type: string, reportingCategory: string | null): LineKind =>
  (reportingCategory === null ? undefined : BY_CATEGORY[reportingCategory]) ?? BY_TYPE[type] ?? 'other';
