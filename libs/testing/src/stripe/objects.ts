/** Objects of Stripe's API, as far as a settlement reads them. Amounts are whole minor units, times seconds since 1970. */

/** https://docs.stripe.com/api/charges/object */
export interface Charge {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  readonly currency: string;
  readonly balance_transaction: string;
  readonly created: number;
  readonly status: 'succeeded';
  readonly paid: true;
  readonly metadata: Readonly<Record<string, string>>;
}

/** https://docs.stripe.com/api/refunds/object */
export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly balance_transaction: string;
  readonly created: number;
  readonly status: 'succeeded';
}

/** https://docs.stripe.com/api/balance_transactions/object */
export interface BalanceTransaction {
  readonly id: string;
  readonly object: 'balance_transaction';
  readonly amount: number;
  readonly available_on: number;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly exchange_rate: null;
  readonly fee: number;
  readonly fee_details: readonly object[];
  readonly net: number;
  readonly reporting_category: string;
  readonly source: string | null;
  readonly status: 'available';
  readonly type: string;
}

/** https://docs.stripe.com/api/payouts/object */
export interface Payout {
  readonly id: string;
  readonly object: 'payout';
  readonly amount: number;
  readonly arrival_date: number;
  readonly automatic: boolean;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string;
  readonly destination: string;
  readonly livemode: false;
  readonly metadata: Readonly<Record<string, string>>;
  readonly method: 'standard';
  readonly reconciliation_status: 'completed';
  readonly source_type: 'card';
  readonly statement_descriptor: null;
  readonly status: 'paid';
  readonly type: 'bank_account';
}

/** A line on the balance and the payout that paid for it; null while none did. */
export interface KeptLine {
  readonly line: BalanceTransaction;
  readonly payoutId: string | null;
}
