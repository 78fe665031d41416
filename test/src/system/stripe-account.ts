import { ask } from '@penstock/local';
import type { Charge, Payout } from '@penstock/testing/stripe';

/** The account at Stripe, from its holder's side. Amounts are whole minor units. */
export interface StripeAccount {
  charge(charge: { id: string; amount: number; currency?: string }): Promise<Charge>;
  /** Pays out everything charged since the last payout; `offBy` as much more. */
  payOut(options?: { offBy?: number }): Promise<Payout>;
}

export const stripeAccount = (url: string): StripeAccount => ({
  charge: (charge) => ask(`${url}/_standin/charges`, { method: 'POST', body: charge }),
  payOut: (options = {}) => ask(`${url}/_standin/payouts`, { method: 'POST', body: options }),
});
