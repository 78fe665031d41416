import { type Decimal, decimal, fromUnscaled } from '@penstock/domain';
import { isLosslessNumber, type LosslessNumber } from 'lossless-json';
import { z } from 'zod';

/** Digits after the point that mean something in Odoo's floats; what follows is the noise of binary fractions. */
const SCALE = 6;
const HALF_EVEN = 2; // big.js' roundHalfEven

/**
 * An exact decimal of a float of Odoo. Floats carry noise (`5.850000000000001` is what Odoo says where it means 5.85), and its finest
 * accuracy in use is six digits ("Product Unit of Measure" and "Product Price" default to two): so the value is rounded, half to even, to six.
 */
export function odooDecimal(value: number | LosslessNumber): Decimal {
  const text = typeof value === 'number' ? String(value) : value.toString();
  return fromScientific(text).round(SCALE, HALF_EVEN);
}

/** Python writes small and large floats with an exponent: `1e-05`. */
function fromScientific(text: string): Decimal {
  const [, mantissa = '', exponent] = /^(-?[\d.]+)[eE]([+-]?\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return decimal(text);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? fromUnscaled(digits, scale) : decimal(digits * 10n ** BigInt(-scale));
}

/** A float field. Whole floats come as `3.0` and, from some computations, as `3`. */
export const float = z
  .custom<number | LosslessNumber>((value) => typeof value === 'number' || isLosslessNumber(value), 'expected a number')
  .transform(odooDecimal);
