import type { Instant } from '@penstock/domain';
import { codeOf } from '../identifiers/gtin.js';
import type { ChannelListingRow } from './channel-listing.js';

/** What somebody says about a listing. */
export interface ListingStatement {
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly title: string | null;
}

const textOf = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());

/**
 * The SKU that counts, and whether two sources name different ones. A person's decision stands; of two that differ the one that counted before
 * goes on counting, because what a channel sells under it is known to be that.
 */
export function skuOf(row: ChannelListingRow): { readonly sku: string | null; readonly differ: boolean } {
  const { decidedSku, givenSku, statedSku, sku } = row;
  if (decidedSku !== null) return { sku: decidedSku, differ: false };
  if (givenSku === null || statedSku === null || givenSku === statedSku)
    return { sku: givenSku ?? statedSku, differ: false };
  return { sku: sku === statedSku ? statedSku : givenSku, differ: true };
}

const settled = (row: ChannelListingRow): ChannelListingRow => ({ ...row, sku: skuOf(row).sku, pending: true });

const described = (row: ChannelListingRow, { barcode, title }: ListingStatement): ChannelListingRow => ({
  ...row,
  barcode: textOf(barcode) ?? row.barcode,
  code: codeOf(textOf(barcode) ?? row.barcode)?.value ?? null,
  title: textOf(title) ?? row.title,
});

/** The channel says the whole of it. */
export function stated(
  row: ChannelListingRow,
  statement: ListingStatement & { readonly active: boolean },
  statedAt: Instant,
): ChannelListingRow {
  const whole = { ...row, barcode: null, title: null };
  const { active } = statement;
  return settled({ ...described(whole, statement), statedSku: textOf(statement.sku), statedAt, active });
}

/**
 * A file says what it has: what it leaves out stays.
 * @param by the import, or CHANNELS_FILE
 * @returns the same row where it says nothing new, not even who said it
 */
export function given(row: ChannelListingRow, statement: ListingStatement, by: string): ChannelListingRow {
  const givenSku = textOf(statement.sku) ?? row.givenSku;
  const next = { ...described(row, statement), givenSku, givenBy: by, active: true };
  if (!saysTheSame(row, next)) return settled(next);
  return row.givenBy === by ? row : { ...row, givenBy: by };
}

/** A person decides. @param sku null takes the decision back: the channel and the files count again */
export const decided = (row: ChannelListingRow, sku: string | null, actor: string, now: Instant): ChannelListingRow =>
  settled({
    ...row,
    decidedSku: sku,
    decidedBy: sku === null ? null : actor,
    decidedAt: sku === null ? null : now,
    active: true,
  });

/** A person says that the channel has it no more. Whoever names it again, by a file or a decision, brings it back. */
export const ended = (row: ChannelListingRow): ChannelListingRow => settled({ ...row, active: false });

/** The channels file names it no more. */
export const notGiven = (row: ChannelListingRow): ChannelListingRow =>
  settled({ ...row, givenSku: null, givenBy: null });

/** Nobody says anything about it: it goes. */
export const isForgotten = ({ statedAt, givenBy, decidedSku }: ChannelListingRow): boolean =>
  statedAt === null && givenBy === null && decidedSku === null;

/** Whether a file says of a listing what it said, whichever file. */
export const saysTheSame = (a: ChannelListingRow, b: ChannelListingRow): boolean =>
  a.givenSku === b.givenSku && a.barcode === b.barcode && a.title === b.title && a.active === b.active;
