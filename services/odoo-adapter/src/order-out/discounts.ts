import type { Discount } from '@penstock/contracts';
import { type Decimal, decimalText, sum, zero } from '@penstock/domain';

/** Digits of Odoo's "Discount" accuracy, as it is in a new database. */
const PERCENT_DECIMALS = 2;

/** How what was taken off a price is written: in percent on the line itself, or as a line of its own. */
export type Reduction = { readonly percent: string } | { readonly line: Decimal };

/**
 * What was taken off a line. A percentage is what Odoo's people work with, and its tax is computed with the line's, in one rounding; but only one
 * that gives the channel's amount exactly is written as such: 10.00 off 74.70 is 13.386881…%, of which Odoo keeps two digits, and the order would
 * be off by cents. Everything else is a line of its own below zero, with the same taxes.
 * @param gross quantity × price
 */
export function reductionOf(gross: Decimal, discounts: readonly Discount[]): Reduction {
  const amount = sum(discounts.map((each) => each.amount.shop.amount));
  if (amount.eq(zero)) return { percent: '0' };
  if (gross.lte(zero) || amount.gt(gross)) return { line: amount.times('-1') };
  const percent = amount.times('100').div(gross).round(PERCENT_DECIMALS);
  const isExact = percent.times(gross).eq(amount.times('100'));
  return isExact ? { percent: decimalText(percent) } : { line: amount.times('-1') };
}

/** `SUMMER, loyalty`: why, as far as the channel says. */
export const reasonsOf = (discounts: readonly Discount[]): string =>
  [...new Set(discounts.flatMap((each) => each.code ?? each.reason ?? []))].join(', ');
