import type { PaymentCaptured } from '@penstock/contracts';
import { type Money, decimal, offsetOf } from '@penstock/domain';
import { isLosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { Occurrence } from '../order/parse-order.js';
import { type ShopifySource, orderIdOf, paymentIdOf } from '../order/source.js';
import { amount, currency, id, maybe, text, time } from '../payload/fields.js';
import { moneySet } from '../payload/money-bag.js';
import { type Refused, refused } from '../payload/problem.js';
import { readJson } from '../payload/read-json.js';

export type PaymentContent = Omit<PaymentCaptured, 'meta'>;

export type ParsedTransaction =
  | (Occurrence & { readonly ok: true; readonly payment: PaymentContent })
  /** A genuine transaction by which no money was taken, and the sentence that says so. */
  | { readonly ok: true; readonly payment: null; readonly why: string };

/**
 * The body of the webhook `order_transactions/create`. It states `amount` in `currency`, which is the customer's; `amount_set`, where a
 * shop's API version sends it, gives both. Sources: https://shopify.dev/docs/api/webhooks/2026-04 (sample payload),
 * https://shopify.dev/docs/api/admin-rest/latest/resources/transaction
 */
const payload = z.object({
  id,
  order_id: id,
  kind: z.string(),
  status: z.string(),
  gateway: z.string(),
  amount,
  amount_set: maybe(moneySet),
  currency: maybe(currency),
  authorization: text,
  receipt: z.unknown(),
  parent_id: maybe(id),
  created_at: time,
  processed_at: maybe(time),
  test: z.boolean().nullish(),
});

type Transaction = z.output<typeof payload>;

/** @param shopCurrency the shop's own currency, where the caller knows it: says whether `amount` is the shop's amount too */
export function parseTransaction(
  raw: Buffer | string,
  source: ShopifySource & { readonly shopCurrency?: string },
): ParsedTransaction | Refused {
  const read = readJson(raw, payload);
  if (!read.ok) return read;
  const transaction = read.value;
  if (transaction.kind !== 'capture' && transaction.kind !== 'sale') {
    return { ok: true, payment: null, why: `a transaction of the kind ${transaction.kind} takes no money` };
  }
  if (transaction.status !== 'success') {
    return { ok: true, payment: null, why: `the ${transaction.kind} has the status ${transaction.status}` };
  }
  if (!transaction.amount.gt(decimal('0'))) {
    const message = `/amount is ${transaction.amount.toFixed()}: a ${transaction.kind} takes more than nothing`;
    return refused({ pointer: '/amount', code: 'wrong_value', message });
  }
  const paid = amountsOf(transaction, source.shopCurrency);
  if (!paid)
    return refused({ pointer: '/currency', code: 'missing', message: '/currency is missing: the amount has none' });
  const captured = transaction.processed_at ?? transaction.created_at;
  return {
    ok: true,
    payment: {
      paymentId: paymentIdOf(source, transaction.id),
      orderId: orderIdOf(source, transaction.order_id),
      channelTransactionId: transaction.id,
      gateway: transaction.gateway,
      providerReference: providerReference(transaction),
      parentReference: transaction.parent_id,
      ...paid,
      capturedAt: captured.at,
      test: transaction.test ?? false,
    },
    occurredAt: captured.at,
    occurredZone: offsetOf(captured.text),
  };
}

function amountsOf(
  transaction: Transaction,
  shopCurrency: string | undefined,
): { amount: Money; shopAmount: Money | null } | null {
  const set = transaction.amount_set;
  if (set) {
    const { shop_money: shop, presentment_money: presentment } = set;
    return {
      amount: { amount: presentment.amount, currency: presentment.currency_code },
      shopAmount: { amount: shop.amount, currency: shop.currency_code },
    };
  }
  if (!transaction.currency) return null;
  const paid = { amount: transaction.amount, currency: transaction.currency };
  return { amount: paid, shopAmount: paid.currency === shopCurrency ? paid : null };
}

/**
 * The provider's id of the charge, by which a payout line is matched: `authorization` of a Stripe gateway is the charge (`ch_…`, `py_…`);
 * where it is the payment intent (`pi_…`), the receipt names the charge. Receipts have no fixed shape and belong to the gateway.
 */
function providerReference({ authorization, receipt }: Transaction): string | null {
  if (authorization && /^(ch|py)_/.test(authorization)) return authorization;
  const fields = receipt && typeof receipt === 'object' && !isLosslessNumber(receipt) ? Object.entries(receipt) : [];
  const candidates = new Map<string, unknown>(fields);
  const charge = ['latest_charge', 'charge', 'id', 'charge_id'].map((name) => candidates.get(name)).find(isCharge);
  return charge ?? authorization;
}

const isCharge = (value: unknown): value is string => typeof value === 'string' && /^(ch|py)_/.test(value);
