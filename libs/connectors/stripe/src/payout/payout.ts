import type { Instant, Money } from '@penstock/domain';
import { z } from 'zod';
import { fromMinorUnits } from '../amounts/minor-units.js';
import { currency, minorUnits, seconds, text } from '../api/fields.js';
import type { Read } from '../api/problem.js';
import { readJson } from '../api/read-json.js';

/** Money sent from the Stripe balance to the merchant's bank. */
export interface StripePayout {
  readonly id: string;
  /** What arrives at the bank; negative when Stripe debits the bank. */
  readonly amount: Money;
  /** `pending`, `in_transit`, `paid`, `failed` or `canceled`. */
  readonly status: string;
  /** Stripe links balance transactions to automatic payouts only: a manual one cannot be proven line by line. */
  readonly automatic: boolean;
  readonly createdAt: Instant;
  /** Midnight UTC of the day the money is expected at the bank. */
  readonly arrivesAt: Instant;
  /** The payout's own line on the balance. */
  readonly balanceTransactionId: string | null;
  /** What the bank statement says, as far as the bank keeps it. */
  readonly statementDescriptor: string | null;
  /** Whether `balance_transactions?payout=` is complete yet: `completed`, `in_progress`, `not_applicable`; null on older objects. */
  readonly reconciliationStatus: string | null;
}

/** https://docs.stripe.com/api/payouts/object */
export const payoutSchema = z
  .object({
    object: z.literal('payout', 'is not "payout"'),
    id: z.string(),
    amount: minorUnits,
    currency,
    status: z.string(),
    automatic: z.boolean(),
    created: seconds,
    arrival_date: seconds,
    balance_transaction: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish(),
    statement_descriptor: text,
    reconciliation_status: text,
  })
  .transform((payout): StripePayout => ({
    id: payout.id,
    amount: { amount: fromMinorUnits(payout.amount, payout.currency), currency: payout.currency },
    status: payout.status,
    automatic: payout.automatic,
    createdAt: payout.created,
    arrivesAt: payout.arrival_date,
    balanceTransactionId: payout.balance_transaction ?? null,
    statementDescriptor: payout.statement_descriptor,
    reconciliationStatus: payout.reconciliation_status,
  }));

export const parsePayout = (raw: Buffer | string): Read<StripePayout> => readJson(raw, payoutSchema);
