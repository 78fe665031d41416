import { type Decimal, type Instant, decimal, instant } from '@penstock/domain';
import { isLosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { Problem } from './problem.js';

/** What a value looks like in an error message: its JSON, cut short, never a whole document. */
function shown(value: unknown): string {
  if (isLosslessNumber(value)) return value.toString();
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  return JSON.stringify(value).slice(0, 60);
}

/** A field read by `read`, which returns undefined for what it does not understand; the issue then says what was wanted. */
function field<T>(wanted: string, read: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const result = value === undefined ? undefined : read(value);
    if (result !== undefined) return result;
    const code: Problem['code'] = value === undefined ? 'missing' : 'wrong_value';
    const message = value === undefined ? `is missing: ${wanted} is wanted` : `is ${shown(value)}: ${wanted} is wanted`;
    context.addIssue({ code: 'custom', message, params: { code } });
    return z.NEVER;
  });
}

const numeric = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : isLosslessNumber(value) ? value.toString() : undefined;

/** Reads a decimal of so many places at most: the event's own precision, so that what is taken can also be said. */
const decimalUpTo = (places: number, wanted: string) => {
  const literal = new RegExp(`^-?\\d{1,20}(\\.\\d{1,${places}})?$`);
  return field<Decimal>(wanted, (value) => {
    const text = numeric(value);
    return text !== undefined && literal.test(text) ? decimal(text) : undefined;
  });
};

/** Money: a decimal as a string (`"12.50"`) or as a JSON number, which is read from its digits and never as a float. */
export const amount = decimalUpTo(9, 'a decimal amount such as "12.50", of nine places at most');

/** A fraction: `0.19` is nineteen percent. */
export const rate = decimalUpTo(18, 'a fraction such as 0.19');

/** An id: a whole number beyond 2^53 at times, hence text. */
export const id = field<string>('an id', (value) => {
  const text = numeric(value);
  return text !== undefined && /^\d+$/.test(text) ? text : undefined;
});

export const wholeNumber = field<number>('a whole number', (value) => {
  const text = isLosslessNumber(value) ? value.toString() : '';
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
});

export const currency = field<string>('an ISO 4217 currency code', (value) =>
  typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : undefined,
);

/** A time with its offset, kept as written too: the shop's own day depends on the offset. */
export const time = field<{ at: Instant; text: string }>('an ISO 8601 time with an offset', (value) => {
  if (typeof value !== 'string') return undefined;
  try {
    return { at: instant(value), text: value };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
});

/** Text that may be null or absent: null either way. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

/** A field that may be null or absent, null either way. */
export const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

/** An array that may be null or absent, empty either way. */
export const list = <T extends z.ZodType>(type: T) =>
  z
    .array(type)
    .nullish()
    .transform((value) => value ?? []);
