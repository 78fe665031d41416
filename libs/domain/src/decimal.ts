import Big from 'big.js';

// A JavaScript number must never become money or a quantity: strict mode makes `new Big(0.1)` throw.
const Strict = Big();
Strict.strict = true;
Strict.DP = 18;
Strict.RM = Big.roundHalfEven;
Strict.NE = -40;
Strict.PE = 40;

/** An exact decimal number. Built from strings or bigints, never from a JavaScript number. */
export type Decimal = Big;

export const zero: Decimal = new Strict('0');

/** A decimal literal: optional sign, digits, optional fraction. No exponent, no spaces, no thousands marks. */
const LITERAL = /^-?\d+(\.\d+)?$/;

/**
 * Reads an exact decimal.
 * @throws {RangeError} when the text is not a plain decimal literal such as `-12.50`; {TypeError} when it is a number after all.
 */
export function decimal(value: string | bigint): Decimal {
  if (typeof value === 'number')
    throw new TypeError(`${String(value)} is a JavaScript number, which is not exact: give its text`);
  const text = value.toString();
  if (!LITERAL.test(text)) throw new RangeError(`"${text}" is not a decimal number`);
  return new Strict(text);
}

/** The canonical text: no exponent, no trailing zeros, no negative zero. */
export const decimalText = (value: Decimal): string => (value.eq(zero) ? '0' : value.toFixed());

export const isDecimal = (value: unknown): value is Decimal => value instanceof Big || value instanceof Strict;

export const sum = (values: Iterable<Decimal>): Decimal => {
  let total = zero;
  for (const value of values) total = total.plus(value);
  return total;
};

/**
 * The integer `value × 10^scale`, as Avro's decimal wants it.
 * @throws {RangeError} when the value has more decimals than the scale: rounding is the caller's decision, never ours.
 */
export function toUnscaled(value: Decimal, scale: number): bigint {
  // Big holds a value as the digits c and the exponent e of the first: value = c[0].c[1]c[2]… × 10^e.
  const decimals = value.c.length - 1 - value.e;
  if (decimals > scale) throw new RangeError(`${decimalText(value)} has more than ${scale} decimals`);
  const magnitude = BigInt(value.c.join('') + '0'.repeat(scale - decimals));
  return value.s < 0 ? -magnitude : magnitude;
}

/** The decimal `unscaled × 10^-scale`. */
export function fromUnscaled(unscaled: bigint, scale: number): Decimal {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale > 0 ? `.${digits.slice(-scale)}` : '';
  return new Strict(`${negative ? '-' : ''}${whole}${fraction}`);
}
