import { createHash } from 'node:crypto';
import { decimalText, isDecimal } from '@penstock/domain';
import type { Fact, FactType } from './fact.js';

/** The business content of a fact, as hashes: enough to tell that something differs, and what. */
export interface Fingerprint {
  readonly hash: string;
  /** Hash of each field by its name. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Fields that do not make two statements of a fact different.
 * Personal data: this table is never dropped, while a person's data must be; and a shop that withholds it later says the same order.
 * Tags: labels for people, changed at any time. The shop's amount of a payment: known only once its order is.
 */
const LEFT_OUT: Readonly<Record<Exclude<FactType, 'order-updated'>, readonly string[]>> = {
  'order-created': ['personal', 'customerId', 'tags'],
  'payment-captured': ['shopAmount'],
  'order-cancelled': [],
};

export function fingerprintOf(fact: Exclude<Fact, { type: 'order-updated' }>): Fingerprint {
  const stated = Object.entries(fact.content).filter(([name]) => !LEFT_OUT[fact.type].includes(name));
  return fingerprint(Object.fromEntries(stated));
}

export function fingerprint(content: object): Fingerprint {
  const fields = Object.entries(content)
    .map(([name, value]): [string, string] => [name, sha256(canonicalJson(value))])
    .sort(byName);
  return { hash: sha256(JSON.stringify(fields)), fields: Object.fromEntries(fields) };
}

export const contentHash = (value: unknown): string => sha256(canonicalJson(value));

/** Names of the fields that are not the same in both. */
export function differingFields(a: Fingerprint['fields'], b: Fingerprint['fields']): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => a[name] !== b[name]).sort();
}

/** Equal values have equal texts: keys sorted, decimals without trailing zeros. */
function canonicalJson(value: unknown): string {
  if (isDecimal(value)) return `"${decimalText(value)}"`;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(byName);
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`;
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
