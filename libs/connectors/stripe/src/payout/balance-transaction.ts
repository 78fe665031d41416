import type { Instant, Money } from '@penstock/domain';
import { z } from 'zod';
import { fromMinorUnits } from '../amounts/minor-units.js';
import { currency, minorUnits, seconds, text } from '../api/fields.js';
import type { Read } from '../api/problem.js';
import { readJson } from '../api/read-json.js';
import { type LineKind, lineKind } from './line-kind.js';

/** A line on the Stripe balance, as a settlement reads it. All amounts are in the settlement currency. */
export interface StripeLine {
  readonly id: string;
  readonly kind: LineKind;
  /** Stripe's own `type`, such as `payment_refund`. */
  readonly type: string;
  /** Positive when money came in. */
  readonly gross: Money;
  /** Positive when Stripe kept something. */
  readonly fee: Money;
  /** gross − fee, as Stripe states it: see provePayout. */
  readonly net: Money;
  readonly fees: readonly StripeFee[];
  /** The object behind the line: `ch_…`, `re_…`, `dp_…`, `po_…`. */
  readonly sourceId: string | null;
  /** The charge the line is about: a charge's own, a refund's or dispute's where `expand[]=data.source` was asked for. */
  readonly chargeId: string | null;
  readonly description: string | null;
  readonly createdAt: Instant;
  readonly availableAt: Instant;
}

export interface StripeFee {
  /** `stripe_fee`, `application_fee`, `tax` … */
  readonly type: string;
  readonly amount: Money;
  readonly description: string | null;
}

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const source = z.object({ object: z.string(), id: z.string(), charge: reference.nullish() });

/** https://docs.stripe.com/api/balance_transactions/object */
export const balanceTransactionSchema = z
  .object({
    object: z.literal('balance_transaction', 'is not "balance_transaction"'),
    id: z.string(),
    amount: minorUnits,
    fee: minorUnits,
    net: minorUnits,
    currency,
    type: z.string(),
    reporting_category: text,
    description: text,
    created: seconds,
    available_on: seconds,
    fee_details: z.array(z.object({ amount: minorUnits, currency, type: z.string(), description: text })),
    source: z.union([z.string(), source]).nullish(),
  })
  .transform((line): StripeLine => {
    const inCurrency = (minor: bigint, code = line.currency): Money => ({
      amount: fromMinorUnits(minor, code),
      currency: code,
    });
    return {
      id: line.id,
      kind: lineKind(line.type, line.reporting_category),
      type: line.type,
      gross: inCurrency(line.amount),
      fee: inCurrency(line.fee),
      net: inCurrency(line.net),
      fees: line.fee_details.map((fee) => ({
        type: fee.type,
        amount: inCurrency(fee.amount, fee.currency),
        description: fee.description,
      })),
      sourceId: typeof line.source === 'string' ? line.source : (line.source?.id ?? null),
      chargeId: chargeOf(line.source ?? null),
      description: line.description,
      createdAt: line.created,
      availableAt: line.available_on,
    };
  });

/** Charges of cards are `ch_…`, of other payment methods `py_…`. */
function chargeOf(from: string | z.output<typeof source> | null): string | null {
  if (from === null) return null;
  const id = typeof from === 'string' ? from : from.id;
  if (/^(ch|py)_/.test(id)) return id;
  return typeof from === 'string' ? null : (from.charge ?? null);
}

export const parseBalanceTransaction = (raw: Buffer | string): Read<StripeLine> =>
  readJson(raw, balanceTransactionSchema);
