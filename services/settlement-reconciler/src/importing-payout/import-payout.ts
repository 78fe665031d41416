import { listBalanceTransactions, provePayout, type StripeLine, type StripePayout } from '@penstock/connector-stripe';
import { decimal, decimalText, type Instant } from '@penstock/domain';
import type { HttpClient } from '@penstock/http';
import { defineTask, type Task } from '@penstock/messaging';
import { itemsOf } from '../reading-payouts/stripe-client.js';
import { payoutIdOf, type StripeAccount } from '../stripe-account.js';
import { payouts } from '../tables.js';
import { notProven, notReadable } from './exceptions.js';
import { storeProven } from './store-proven.js';

/** A payout as JSON: the amount as text, instants in microseconds. */
export type ImportPayout = Omit<StripePayout, 'amount'> & {
  readonly amount: { readonly amount: string; readonly currency: string };
};

export const importOf = (payout: StripePayout): ImportPayout => ({
  ...payout,
  amount: { amount: decimalText(payout.amount.amount), currency: payout.amount.currency },
});

const payoutOf = ({ amount, ...payout }: ImportPayout): StripePayout => ({
  ...payout,
  amount: { amount: decimal(amount.amount), currency: amount.currency },
});

/**
 * Reads the lines of a payout and proves them against its amount. What is proven is stored, said and matched; what is not is said to a
 * person, and nothing of it is matched.
 * @param graceMicros how long a line waits for its payment
 */
export const importPayoutFrom = (
  client: HttpClient,
  account: StripeAccount,
  graceMicros: number,
): Task<ImportPayout, readonly StripeLine[]> =>
  defineTask({
    name: 'settlement-reconciler.import-payout', // key of stored tasks: never rename
    concurrency: 4,

    perform: ({ id }) => itemsOf(listBalanceTransactions(client, id)),

    async settle(unit, payload, transactions) {
      const payout = payoutOf(payload);
      const proof = provePayout(payout, transactions);
      const ref = payouts.one({ payoutId: payoutIdOf(account, payout.id) });
      if (!proof.proven) {
        unit.save(payouts.save({ ...(await unit.lock(ref)), state: 'disputed', lineCount: proof.lines.length }));
        unit.emit(notProven(account, payout, proof));
        return;
      }
      const dueAt = (unit.now + graceMicros) as Instant;
      await storeProven(unit, { account, payout, lines: proof.lines, dueAt });
    },

    async failed(unit, { id }, error) {
      const ref = payouts.one({ payoutId: payoutIdOf(account, id) });
      unit.save(payouts.save({ ...(await unit.lock(ref)), state: 'failed' }));
      unit.emit(notReadable(account, id, error));
    },
  });
