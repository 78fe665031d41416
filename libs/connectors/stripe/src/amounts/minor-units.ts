import { type Decimal, fromUnscaled } from '@penstock/domain';

/**
 * Decimals of the minor unit in which Stripe's API writes an amount. Not ISO 4217: MGA has none here, and ISK and UGX, which have none
 * in ISO, are written with two for backward compatibility (the "special cases", as are HUF and TWD, which keep their two).
 * Source: https://docs.stripe.com/currencies#minor-units
 */
const DIGITS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, JPY: 0, KMF: 0, KRW: 0, MGA: 0, PYG: 0, RWF: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, JOD: 3, KWD: 3, OMR: 3, TND: 3,
}; // prettier-ignore

export const stripeDigits = (currency: string): number => DIGITS[currency.toUpperCase()] ?? 2;

/** `1912` in `usd` is 19.12. */
export const fromMinorUnits = (minor: bigint, currency: string): Decimal => fromUnscaled(minor, stripeDigits(currency));
