import { z } from 'zod';
import { nearest } from '../rules/nearest.js';

const text = z.string().max(500).nullable();

/** One row of a file, as the command line read it. */
export const importRow = z.strictObject({
  line: z.number().int().positive().describe('Where it begins in the file; the header is line 1.'),
  destination: text,
  ref: text,
  sku: text,
  barcode: text,
  title: text,
});

export type ImportRow = z.output<typeof importRow>;

/** A row that was not taken, and why. */
export interface RefusedRow {
  readonly line: number;
  /** For people: what is wrong, and what they do about it. */
  readonly problem: string;
  readonly remedy: string;
}

/** A row whose place is known. */
export interface PlacedRow extends ImportRow {
  readonly destination: string;
  readonly ref: string;
}

const LONGEST = 200;

/** What a channel calls its listings, where that has a form; see `product_listing.ref`. */
const REFS: Readonly<Record<string, readonly [form: RegExp, words: string]>> = {
  shopify: [/^\d{1,20}$/, "Shopify's inventory item, a number such as 82000000001"],
  woocommerce: [/^\d{1,20}(\/\d{1,20})?$/, "WooCommerce's product, or product/variation, such as 501/511"],
};

const filled = (value: string | null): value is string => value !== null && value.trim() !== '';

/** @param destinations of the channels file @returns the row, or what is wrong with it */
export function checkRow(row: ImportRow, destinations: readonly string[]): PlacedRow | RefusedRow {
  const refuse = (problem: string, remedy: string): RefusedRow => ({ line: row.line, problem, remedy });
  const { destination, ref } = row;
  if (!filled(destination)) return refuse('it names no channel', 'give its destination, such as shopify:demo-shop');
  if (!destinations.includes(destination.trim())) {
    const near = nearest(destination.trim(), destinations);
    return refuse(
      `there is no channel ${destination.trim()} in the channels file`,
      near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'add it there, or correct the destination',
    );
  }
  if (!filled(ref)) return refuse('it names no listing', 'give its ref, which is what the channel calls it');
  const [form, words] = REFS[destination.slice(0, destination.indexOf(':'))] ?? [];
  if (form && !form.test(ref.trim())) return refuse(`"${ref}" is no listing of ${destination}`, `give ${words}`);
  if (!filled(row.sku) && !filled(row.barcode))
    return refuse('it has neither SKU nor barcode', 'give one: which product it is nobody can say');
  const long = Object.entries(row).find(([, value]) => typeof value === 'string' && value.length > LONGEST);
  if (long)
    return refuse(`its ${long[0]} has more than ${LONGEST} characters`, 'shorten it; a missing quote joins columns');
  return { ...row, destination: destination.trim(), ref: ref.trim() };
}

export const isRefused = (row: PlacedRow | RefusedRow): row is RefusedRow => 'problem' in row;
