import type { OrderLine, OrderTotals } from '@penstock/contracts';
import { type Decimal, decimal, minorDigits } from '@penstock/domain';
import { type BothMoney, mapBoth, noMoney, sumBoth, timesBoth } from '../payload/money-bag.js';
import type { MoneyReader } from '../payload/money-reader.js';
import type { RefundLinePayload } from '../payload/order-payload.js';
import type { UnitsLeft } from './units-left.js';

const plus = (a: BothMoney, b: BothMoney): BothMoney => mapBoth(a, b, (x, y) => x.plus(y));
const minus = (a: BothMoney, b: BothMoney): BothMoney => mapBoth(a, b, (x, y) => x.minus(y));

/** A line as it was ordered, as far as it is left. */
export interface LeftLine {
  readonly taken: OrderLine;
  readonly units: UnitsLeft;
  /** Null where all of it was removed. */
  readonly line: OrderLine | null;
}

/**
 * Cuts a line down to the units that are left. The unit price stays; discounts and taxes, which Shopify states for all units ever ordered,
 * lose what the refund of the removed units says, or else their share by units.
 */
export function whatIsLeft(money: MoneyReader, taken: OrderLine, units: UnitsLeft, pointer: string): LeftLine {
  if (units.removed === 0) return { taken, units, line: taken };
  if (units.left === 0) return { taken, units, line: null };
  const quantity = decimal(BigInt(units.left));
  const gone = timesBoth(taken.unitPrice, decimal(BigInt(units.removed)));
  const refunded = units.refunds && amountsOf(money, units.refunds, pointer);
  const discounts = shares(taken.discounts, units, refunded && minus(gone, refunded.subtotal));
  const off = sumBoth(money.currencies, discounts.map(({ amount }) => amount)); // prettier-ignore
  const line = {
    ...taken,
    quantity: { ...taken.quantity, amount: quantity },
    discounts,
    taxes: shares(taken.taxes, units, refunded && refunded.tax),
    total: minus(timesBoth(taken.unitPrice, quantity), off),
  };
  return { taken, units, line };
}

function amountsOf(money: MoneyReader, refunds: readonly RefundLinePayload[], pointer: string) {
  const at = `${pointer}/refund_line_items`;
  const { currencies } = money;
  const subtotals = refunds.map((each) => money.required(`${at}/subtotal`, each.subtotal_set, each.subtotal));
  const taxes = refunds.map((each) => money.required(`${at}/total_tax`, each.total_tax_set, each.total_tax));
  return { subtotal: sumBoth(currencies, subtotals), tax: sumBoth(currencies, taxes) };
}

/** @param gone what the parts lose together; null: their share by units, in whole minor units */
function shares<P extends { readonly amount: BothMoney }>(
  parts: readonly P[],
  { left, removed }: UnitsLeft,
  gone: BothMoney | null,
): P[] {
  const kept = parts.map((part) => ({ ...part, amount: share(part.amount, left, left + removed) }));
  const last = kept.at(-1);
  if (gone === null || !last) return kept;
  const { amount: first } = last;
  const none = noMoney({ shop: first.shop.currency, presentment: first.presentment.currency });
  const all = parts.reduce((sum, { amount }) => plus(sum, amount), none);
  const others = kept.slice(0, -1).reduce((sum, { amount }) => plus(sum, amount), none);
  return [...kept.slice(0, -1), { ...last, amount: minus(minus(all, gone), others) }];
}

const share = ({ shop, presentment }: BothMoney, left: number, of: number): BothMoney => ({
  shop: { ...shop, amount: part(shop.amount, left, of, shop.currency) },
  presentment: { ...presentment, amount: part(presentment.amount, left, of, presentment.currency) },
});

const part = (amount: Decimal, left: number, of: number, currency: string): Decimal =>
  amount.times(decimal(BigInt(left))).div(decimal(BigInt(of))).round(minorDigits(currency)); // prettier-ignore

/** The totals without what was removed. */
export function totalsLeft(
  money: MoneyReader,
  totals: OrderTotals,
  lines: readonly LeftLine[],
  taxesIncluded: boolean,
): OrderTotals {
  const lost = (of: (line: OrderLine) => BothMoney): BothMoney =>
    sumBoth(
      money.currencies,
      lines.map(({ taken, line }) => (line ? minus(of(taken), of(line)) : of(taken))),
    );
  const sum = (parts: readonly { readonly amount: BothMoney }[]) => sumBoth(money.currencies, parts.map(({ amount }) => amount)); // prettier-ignore
  const tax = lost((line) => sum(line.taxes));
  const goods = lost(({ total }) => total);
  return {
    ...totals,
    lines: minus(totals.lines, lost((line) => timesBoth(line.unitPrice, line.quantity.amount))), // prettier-ignore
    discounts: minus(totals.discounts, lost((line) => sum(line.discounts))), // prettier-ignore
    tax: minus(totals.tax, tax),
    grandTotal: minus(totals.grandTotal, taxesIncluded ? goods : plus(goods, tax)),
  };
}
