import { canonicalId } from '@penstock/domain';
import type { Cause } from '@penstock/messaging';

/** A Stripe account, as it is configured. */
export interface StripeAccount {
  /** Company or brand it belongs to, such as `main`. */
  readonly entity: string;
  /** Our name of it, such as `main`. */
  readonly name: string;
}

export const systemOf = ({ name }: StripeAccount): string => `stripe:${name}`;

export const payoutIdOf = (account: StripeAccount, providerPayoutId: string): string =>
  canonicalId('pyo', account.entity, systemOf(account), providerPayoutId);

/** The same however often a payout is imported. */
export const lineIdOf = (account: StripeAccount, providerLineId: string): string =>
  `${systemOf(account)}:${providerLineId}`;

/** What follows from a payout: its story is the payout itself. */
export const causeOfPayout = (account: StripeAccount, payoutId: string): Cause => ({
  entity: account.entity,
  source: { system: systemOf(account), channel: null },
  correlationId: payoutId,
  causationId: null,
  mode: 'live',
});
