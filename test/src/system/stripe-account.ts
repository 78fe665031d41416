import { ask } from '@penstock/local';
import type { Charge, KeptLine, Payout } from '@penstock/testing/stripe';

/** The account at Stripe, from its holder's side. Amounts are whole minor units. */
export interface StripeAccount {
  charge(charge: { id: string; amount: number; currency?: string }): Promise<Charge>;
  /** Pays out everything charged since the last payout, if there is anything. */
  payOut(): Promise<Payout | undefined>;
}

export const stripeAccount = (url: string): StripeAccount => ({
  charge: (charge) => ask(`${url}/_standin/charges`, { method: 'POST', body: charge }),
  async payOut() {
    const lines = await ask<KeptLine[]>(`${url}/_standin/balance_transactions`);
    if (lines.every(({ payoutId }) => payoutId !== null)) return undefined;
    return ask<Payout>(`${url}/_standin/payouts`, { method: 'POST', body: {} });
  },
});
