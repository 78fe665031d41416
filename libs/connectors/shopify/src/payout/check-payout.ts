import { type Decimal, type Money, moneyText, sum } from '@penstock/domain';
import { z } from 'zod';
import { amount, currency, id } from '../payload/fields.js';
import { type Refused, refused } from '../payload/problem.js';
import { readJson } from '../payload/read-json.js';

/** A payout of Shopify Payments that adds up. */
export interface CheckedPayout {
  readonly ok: true;
  readonly id: string;
  /** `scheduled`, `in_transit`, `paid`, `failed` or `canceled`. */
  readonly status: string;
  /** The shop's calendar day, `2026-11-21`. */
  readonly date: string;
  readonly amount: Money;
  readonly gross: Money;
  readonly fees: Money;
}

/** https://shopify.dev/docs/api/admin-rest/latest/resources/payouts */
const payload = z.object({
  id,
  status: z.string(),
  date: z.iso.date('is no calendar day such as 2026-11-21'),
  currency,
  amount,
  summary: z.record(z.string(), amount),
});

/** Reads one payout, without a wrapper, and proves it: its amount is the sum of all gross amounts of its summary less that of all fees. */
export function checkPayout(raw: Buffer | string): CheckedPayout | Refused {
  const read = readJson(raw, payload);
  if (!read.ok) return read;
  const { summary, currency: code, ...payout } = read.value;
  const total = (suffix: string): Decimal =>
    sum(Object.entries(summary).flatMap(([name, value]) => (name.endsWith(suffix) ? [value] : [])));
  const gross = { amount: total('_gross_amount'), currency: code };
  const fees = { amount: total('_fee_amount'), currency: code };
  const net = { amount: gross.amount.minus(fees.amount), currency: code };
  const paid = { amount: payout.amount, currency: code };
  if (!net.amount.eq(paid.amount)) {
    const message = `/amount is ${moneyText(paid)}, but ${moneyText(gross)} gross less ${moneyText(fees)} of fees is ${moneyText(net)}`;
    return refused({ pointer: '/amount', code: 'unbalanced', message });
  }
  return { ok: true, id: payout.id, status: payout.status, date: payout.date, amount: paid, gross, fees };
}
