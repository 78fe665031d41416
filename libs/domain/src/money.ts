import { type Decimal, decimal, decimalText, sum, zero } from './decimal.js';

/** An exact amount with its ISO 4217 currency. The same shape as the Avro record `Money`. */
export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

const CURRENCY = /^[A-Z]{3}$/;

/** @throws {RangeError} when the amount is no decimal or the currency no three capital letters. */
export function money(amount: string | bigint | Decimal, currency: string): Money {
  if (!CURRENCY.test(currency)) throw new RangeError(`"${currency}" is not an ISO 4217 currency code`);
  return { amount: typeof amount === 'object' ? amount : decimal(amount), currency };
}

/** @throws {RangeError} on different currencies: adding dollars to euros is never meant. */
export function plus(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency}`);
  return { amount: a.amount.plus(b.amount), currency: a.currency };
}

export const minus = (a: Money, b: Money): Money => plus(a, { amount: b.amount.times('-1'), currency: b.currency });

export const sameMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.amount.eq(b.amount);

export const moneyText = (value: Money): string => `${decimalText(value.amount)} ${value.currency}`;

/** Adds amounts of one currency; of none at all, zero. */
export const sumMoney = (currency: string, values: Iterable<Money>): Money => ({
  amount: sum([...values].map((value) => plus({ amount: zero, currency }, value).amount)),
  currency,
});

/**
 * Currencies whose minor unit is not 1/100, by ISO 4217.
 * Source: https://www.iso.org/iso-4217-currency-codes.html (list one).
 */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0, KWD: 3, LYD: 3, OMR: 3,
  PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
}; // prettier-ignore

export const minorDigits = (currency: string): number => MINOR_DIGITS[currency] ?? 2;
