import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'lossless-json';

/** One object out of a sample file. */
export interface Sample {
  /** What it is: Stripe's `object`, or the name of the wrapper Shopify's REST API puts around it. */
  readonly what: string;
  /** Its own JSON, every number with its digits. */
  readonly json: string;
}

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sample = (what: string, value: unknown): Sample => ({ what, json: stringify(value) ?? '' });

/** The objects in a file: unwrapped (`{"order": …}`, `{"orders": [ … ]}`), and with the balance transactions inside a dispute. */
export function readSamples(root: string, file: string): Sample[] {
  const text = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.csv')) return [{ what: 'csv report', json: text }];
  const document = parse(text);
  if (file.startsWith('stripe/')) return stripeObjects(document);
  if (Array.isArray(document)) return document.map((one) => sample(singular(nameOf(file)), one));
  if (!isRecord(document)) return [];
  return Object.entries(document).flatMap(([wrapper, inside]) =>
    Array.isArray(inside) ? inside.map((one) => sample(singular(wrapper), one)) : [sample(wrapper, inside)],
  );
}

function stripeObjects(document: unknown): Sample[] {
  if (!isRecord(document)) return [];
  const inside = document['balance_transactions'];
  const nested = Array.isArray(inside) ? inside.flatMap(stripeObjects) : [];
  return [sample(String(document['object']), document), ...nested];
}

const nameOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.json$/, '');
const singular = (name: string): string => name.replace(/s$/, '');
