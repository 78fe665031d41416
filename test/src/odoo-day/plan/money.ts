import type { DayChannel, DayLine } from './day.js';

/**
 * Prices, discounts and delivery charges are multiples of 60 cents and the one tax is 20%: what it makes is then whole cents on top (12) as
 * well as contained (10), so that a total is the same however a server rounds. Orders that are off by a cent are made so on purpose.
 */
export const STEP = 60;
export const TAX_PERCENT = 20;

export interface Sums {
  readonly goods: number;
  readonly discounts: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
}

export const taxOf = (amount: number, { taxesIncluded }: DayChannel): number =>
  taxesIncluded ? (amount * TAX_PERCENT) / (100 + TAX_PERCENT) : (amount * TAX_PERCENT) / 100;

export function sumsOf(lines: readonly DayLine[], shipping: number, channel: DayChannel): Sums {
  const goods = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const discounts = lines.reduce((sum, { discount }) => sum + discount, 0);
  const taxed = goods - discounts + shipping;
  const tax = taxOf(taxed, channel);
  return { goods, discounts, shipping, tax, total: channel.taxesIncluded ? taxed : taxed + tax };
}

/** `1234` cents as `12.34`. */
export const amountText = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
