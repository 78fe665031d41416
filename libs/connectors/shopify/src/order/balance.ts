import type { OrderTotals } from '@penstock/contracts';
import { type Decimal, type Money, decimal, decimalText, minorDigits, moneyText } from '@penstock/domain';
import { type BothMoney, mapBoth, noMoney } from '../payload/money-bag.js';
import type { Problem } from '../payload/problem.js';

type Side = keyof BothMoney;

/** The totals of an order, before it is known whether they add up. */
export type StatedTotals = Omit<OrderTotals, 'rounding'>;

/**
 * Whether an order adds up: lines − discounts + shipping + tax (unless prices contain it) + duties + tip = total, to the last digit, in
 * the currency the customer paid in. In the shop's own currency, where that is another, Shopify converts and rounds every amount by
 * itself, so that their sum may be off by half a minor unit for each: that much, and no more, is taken as rounding.
 *
 * @param amounts how many amounts were converted: every unit of every line, every discount, tax, shipping charge
 */
export function balance(
  totals: StatedTotals,
  taxesIncluded: boolean,
  amounts: number,
): { readonly rounding: BothMoney | null; readonly problems: readonly Problem[] } {
  const expected = expectedTotal(totals, taxesIncluded);
  const rest = mapBoth(totals.grandTotal, expected, (total, sum) => total.minus(sum));
  if (!rest.presentment.amount.eq('0')) {
    return { rounding: null, problems: [unbalanced('presentment', totals, expected, taxesIncluded)] };
  }
  if (rest.shop.amount.eq('0')) return { rounding: null, problems: [] };
  const converted = rest.shop.currency !== rest.presentment.currency;
  const most = halfMinorUnit(rest.shop.currency).times(String(amounts));
  if (!converted || rest.shop.amount.abs().gt(most)) {
    return { rounding: null, problems: [unbalanced('shop', totals, expected, taxesIncluded)] };
  }
  return { rounding: rest, problems: [] };
}

const halfMinorUnit = (currency: string): Decimal => decimal(`0.${'0'.repeat(minorDigits(currency))}5`);

function expectedTotal(totals: StatedTotals, taxesIncluded: boolean): BothMoney {
  const none = noMoney({ shop: totals.lines.shop.currency, presentment: totals.lines.presentment.currency });
  const added = [totals.shipping, taxesIncluded ? none : totals.tax, totals.duties ?? none, totals.tip ?? none];
  const net = mapBoth(totals.lines, totals.discounts, (lines, discounts) => lines.minus(discounts));
  return added.reduce((sum, value) => mapBoth(sum, value, (a, b) => a.plus(b)), net);
}

function unbalanced(side: Side, totals: StatedTotals, expected: BothMoney, taxesIncluded: boolean): Problem {
  const figure = (value: BothMoney | null): string => decimalText((value ?? noMoneyLike(expected))[side].amount);
  const parts = [
    `lines ${figure(totals.lines)}`,
    `discounts -${figure(totals.discounts)}`,
    `shipping ${figure(totals.shipping)}`,
    taxesIncluded ? `tax ${figure(totals.tax)} contained in prices` : `tax ${figure(totals.tax)}`,
    ...(totals.duties ? [`duties ${figure(totals.duties)}`] : []),
    ...(totals.tip ? [`tip ${figure(totals.tip)}`] : []),
  ];
  const message = `total_price is ${moneyText(totals.grandTotal[side])}, but ${parts.join(', ')} add up to ${moneyText(expected[side])}`;
  return { pointer: '/total_price', code: 'unbalanced', message };
}

const noMoneyLike = (value: BothMoney): BothMoney => mapBoth(value, value, (a) => a.minus(a));

/** A stated sum against its parts, in the currency the customer paid in. */
export function differs(field: string, stated: Money, parts: string, sum: Money): Problem[] {
  if (stated.amount.eq(sum.amount)) return [];
  const message = `${field} is ${moneyText(stated)}, but ${parts} add up to ${moneyText(sum)}`;
  return [{ pointer: `/${field}`, code: 'unbalanced', message }];
}
