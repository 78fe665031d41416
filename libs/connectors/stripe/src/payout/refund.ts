import { type Instant, type Money, decimal, moneyText, plus, sameMoney } from '@penstock/domain';
import { z } from 'zod';
import { fromMinorUnits } from '../amounts/minor-units.js';
import { currency, minorUnits, seconds, text } from '../api/fields.js';
import type { Read } from '../api/problem.js';
import { readJson } from '../api/read-json.js';
import type { StripeLine } from './balance-transaction.js';

export interface StripeRefund {
  readonly id: string;
  /** Positive: what went back to the customer, in the charge's currency. */
  readonly amount: Money;
  /** `pending`, `requires_action`, `succeeded`, `failed` or `canceled`. */
  readonly status: string;
  readonly chargeId: string | null;
  /** Null while it has not touched the balance. */
  readonly balanceTransactionId: string | null;
  readonly createdAt: Instant;
}

/** https://docs.stripe.com/api/refunds/object */
export const refundSchema = z
  .object({
    object: z.literal('refund', 'is not "refund"'),
    id: z.string(),
    amount: minorUnits.refine((value) => value > 0n, 'is not positive: a refund gives something back'),
    currency,
    status: text,
    charge: text,
    balance_transaction: text,
    created: seconds,
  })
  .transform((refund): StripeRefund => ({
    id: refund.id,
    amount: { amount: fromMinorUnits(refund.amount, refund.currency), currency: refund.currency },
    status: refund.status ?? 'pending',
    chargeId: refund.charge,
    balanceTransactionId: refund.balance_transaction,
    createdAt: refund.created,
  }));

export const parseRefund = (raw: Buffer | string): Read<StripeRefund> => readJson(raw, refundSchema);

/**
 * Whether a refund and its line on the balance say the same; null when they do, else a sentence with both figures.
 * A refund in another currency than the settlement's is converted by Stripe, and its line cannot be compared.
 */
export function checkRefund(refund: StripeRefund, line: StripeLine): string | null {
  if (refund.amount.currency !== line.gross.currency) return null;
  const left = plus(refund.amount, line.gross);
  if (sameMoney(left, { amount: decimal('0'), currency: left.currency })) return null;
  return `refund ${refund.id} gives back ${moneyText(refund.amount)}, but its line ${line.id} is ${moneyText(line.gross)}`;
}
