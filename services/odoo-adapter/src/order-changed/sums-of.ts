import { type Decimal, decimal, sum, zero } from '@penstock/domain';
import type { DraftLine, DraftTax } from '../order-out/order-draft.js';

/** What lines come to. */
export interface Sums {
  /** With all taxes. */
  readonly total: Decimal;
  /** All taxes, in prices or on top of them. */
  readonly tax: Decimal;
}

/** Both are common, and Odoo knows both (`tax_calculation_rounding_method` of a company): each line's taxes are rounded, or each tax of the order. */
export const ROUNDINGS = ['line', 'order'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** Of Big: away from zero, as money is rounded. */
const HALF_UP = 1;
export const roundHalfUp = (amount: Decimal, digits: number): Decimal => amount.round(digits, HALF_UP);

interface Taxed {
  /** Without any tax. */
  readonly net: Decimal;
  /** In the order of the line's taxes. */
  readonly taxes: readonly { readonly tax: DraftTax; readonly amount: Decimal }[];
}

/** @param digits of the currency's minor unit */
export function sumsOf(lines: readonly DraftLine[], rounding: Rounding, digits: number): Sums {
  const round = (amount: Decimal) => roundHalfUp(amount, digits);
  if (rounding === 'line') {
    const all = lines.map((line) => taxed(line, round));
    const tax = sum(all.flatMap(({ taxes }) => taxes.map(({ amount }) => amount)));
    return { total: sum(all.map(({ net }) => net)).plus(tax), tax };
  }
  const all = lines.map((line) => taxed(line, (amount) => amount));
  const byTax = Map.groupBy(all.flatMap(({ taxes }) => taxes), ({ tax }) => `${tax.included} ${tax.rate} ${tax.title}`); // prettier-ignore
  const exact = [...byTax.values()].map((some) => ({
    included: some[0]?.tax.included ?? false,
    amount: sum(some.map(({ amount }) => amount)),
  }));
  // A price that contains its tax stays what the customer saw, however its tax is rounded.
  const shown = round(
    sum([...all.map(({ net }) => net), ...exact.flatMap((each) => (each.included ? each.amount : []))]),
  );
  const onTop = exact.flatMap((each) => (each.included ? [] : round(each.amount)));
  return { total: shown.plus(sum(onTop)), tax: sum(exact.map(({ amount }) => round(amount))) };
}

function taxed(line: DraftLine, round: (amount: Decimal) => Decimal): Taxed {
  const part = decimal('100').minus(decimal(line.discount)).div('100');
  const shown = round(decimal(line.quantity).times(decimal(line.price)).times(part));
  const included = sum(line.taxes.flatMap((tax) => (tax.included ? decimal(tax.rate) : [])));
  const within = (tax: DraftTax) => round(shown.times(decimal(tax.rate)).div(included.plus('1')));
  const net = shown.minus(sum(line.taxes.map((tax) => (tax.included ? within(tax) : zero))));
  const taxes = line.taxes.map((tax) => ({
    tax,
    amount: tax.included ? within(tax) : round(net.times(decimal(tax.rate))),
  }));
  return { net, taxes };
}
