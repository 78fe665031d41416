import { type Decimal, decimalText, sum } from '@penstock/domain';
import { z } from 'zod';
import { amount, id, list, maybe, wholeNumber } from '../payload/fields.js';
import { type Problem, type Refused, refused } from '../payload/problem.js';
import { readJson } from '../payload/read-json.js';

/** A refund, or Shopify's calculation of one, that adds up. Amounts are in the currency of the order. */
export interface CheckedRefund {
  readonly ok: true;
  /** Null for a calculation, which is not a refund yet. */
  readonly id: string | null;
  readonly orderId: string;
  readonly amount: Decimal;
}

/** https://shopify.dev/docs/api/admin-rest/latest/resources/refund */
const payload = z.object({
  id: maybe(id),
  order_id: maybe(id),
  shipping: maybe(z.object({ amount, tax: maybe(amount) })),
  refund_line_items: list(z.object({ line_item_id: id, quantity: wholeNumber, subtotal: amount, total_tax: amount })),
  order_adjustments: list(z.object({ amount, tax_amount: amount })),
  transactions: z
    .array(z.object({ order_id: id, kind: z.string(), amount, maximum_refundable: maybe(amount) }))
    .min(1, 'is empty: no transaction gives the money back'),
});

type RefundPayload = z.output<typeof payload>;

/**
 * Reads one refund, without a wrapper, and proves it: what its transactions give back is the lines with their tax, shipping and the
 * adjustments. A refund exceeds no transaction it is taken from, not by a cent.
 */
export function checkRefund(raw: Buffer | string): CheckedRefund | Refused {
  const read = readJson(raw, payload);
  if (!read.ok) return read;
  const refund = read.value;
  const problems = [...tooMuch(refund), ...unbalanced(refund)];
  if (problems.length > 0) return refused(...problems);
  const orderId = refund.order_id ?? refund.transactions[0]?.order_id ?? '';
  return { ok: true, id: refund.id, orderId, amount: given(refund) };
}

const given = (refund: RefundPayload): Decimal => sum(refund.transactions.map((transaction) => transaction.amount));

function tooMuch(refund: RefundPayload): Problem[] {
  return refund.transactions.flatMap(({ amount: value, maximum_refundable: most }, i): Problem[] => {
    if (!most || value.lte(most)) return [];
    const message = `/transactions/${i}/amount is ${decimalText(value)}, more than the ${decimalText(most)} that can be refunded`;
    return [{ pointer: `/transactions/${i}/amount`, code: 'wrong_value', message }];
  });
}

function unbalanced(refund: RefundPayload): Problem[] {
  const lines = sum(refund.refund_line_items.map((line) => line.subtotal));
  const tax = sum(refund.refund_line_items.map((line) => line.total_tax));
  // The shipping amount of a calculation contains its tax already; adjustments are negative where they give more back.
  const shipping = sum(refund.shipping ? [refund.shipping.amount] : []);
  const adjustments = sum(refund.order_adjustments.flatMap((one) => [one.amount, one.tax_amount]));
  const expected = sum([lines, tax, shipping]).minus(adjustments);
  if (expected.eq(given(refund))) return [];
  const parts = `lines ${decimalText(lines)}, tax ${decimalText(tax)}, shipping ${decimalText(shipping)}, adjustments ${decimalText(adjustments)}`;
  const message = `/transactions give back ${decimalText(given(refund))}, but ${parts} make ${decimalText(expected)}`;
  return [{ pointer: '/transactions', code: 'unbalanced', message }];
}
