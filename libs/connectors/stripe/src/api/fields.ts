import { type Instant, instantOfMillis } from '@penstock/domain';
import { isLosslessNumber } from 'lossless-json';
import { z } from 'zod';

function shown(value: unknown): string {
  if (isLosslessNumber(value)) return value.toString();
  return value !== null && typeof value === 'object' ? 'an object' : JSON.stringify(value).slice(0, 60);
}

/** An amount in the currency's minor unit: a whole JSON number. `"10.00"` is refused, not guessed to be major units. */
export const minorUnits = z.unknown().transform((value, context): bigint => {
  const text = isLosslessNumber(value) ? value.toString() : '';
  if (/^-?\d+$/.test(text)) return BigInt(text);
  const message = `is ${value === undefined ? 'missing' : shown(value)}: a whole number of minor units is wanted`;
  context.addIssue({ code: 'custom', message, input: value });
  return z.NEVER;
});

/** Seconds since 1970. */
export const seconds = z.unknown().transform((value, context): Instant => {
  const text = isLosslessNumber(value) ? value.toString() : '';
  if (/^\d{1,11}$/.test(text)) return instantOfMillis(Number(text) * 1000);
  const message = `is ${value === undefined ? 'missing' : shown(value)}: seconds since 1970 are wanted`;
  context.addIssue({ code: 'custom', message, input: value });
  return z.NEVER;
});

/** Stripe writes currencies in lower case; here they are ISO's capitals. */
export const currency = z
  .string()
  .regex(/^[a-z]{3}$/, 'is no three-letter currency in lower case')
  .transform((value) => value.toUpperCase());

export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
