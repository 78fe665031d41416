import type { HttpClient } from '@penstock/http';
import { type Instant, millisOf } from '@penstock/domain';
import { type ListOutcome, listAll } from '../api/list.js';
import { type StripeLine, balanceTransactionSchema } from './balance-transaction.js';
import { type StripePayout, payoutSchema } from './payout.js';

export interface ListPayouts {
  /** Only payouts created at or after this instant (to the second). */
  readonly createdAfter?: Instant;
  /** Only payouts older than this one, by id. */
  readonly startingAfter?: string;
}

/**
 * The account's payouts, newest first. https://docs.stripe.com/api/payouts/list
 * The client authenticates with a bearer key and pins a version (`headers: { 'stripe-version': … }`).
 * @throws {HttpUnavailable | HttpAmbiguous | StripeFailed} reading changes nothing: ask again
 */
export function listPayouts(
  client: HttpClient,
  { createdAfter, startingAfter }: ListPayouts = {},
): Promise<ListOutcome<StripePayout>> {
  const since = createdAfter === undefined ? undefined : Math.floor(millisOf(createdAfter) / 1000);
  return listAll(client, '/v1/payouts', { 'created[gte]': since }, payoutSchema, startingAfter);
}

/**
 * The lines of an automatic payout, its own included, with their sources, so that refunds and disputes name their charge.
 * https://docs.stripe.com/api/balance_transactions/list
 * @throws {HttpUnavailable | HttpAmbiguous | StripeFailed} reading changes nothing: ask again
 */
export const listBalanceTransactions = (client: HttpClient, payoutId: string): Promise<ListOutcome<StripeLine>> =>
  listAll(
    client,
    '/v1/balance_transactions',
    { payout: payoutId, 'expand[]': 'data.source' },
    balanceTransactionSchema,
  );
