import { plural, printable, shortened, table } from '../table.js';
import type { Imported } from './import-file.js';
import type { RefusedRow } from './listing-rows.js';

/** A listing, as the admin API tells it. */
export interface ListingView {
  readonly destination: string;
  readonly ref: string;
  readonly title: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly statedSku: string | null;
  readonly givenSku: string | null;
  readonly givenBy: string | null;
  readonly decidedBy: string | null;
  readonly productId: string | null;
  readonly active: boolean;
  readonly problem: string | null;
  readonly since: string | null;
  readonly quantity: number | null;
  readonly told: number | null;
}

export interface ListingPage {
  readonly items: readonly ListingView[];
  readonly next: string | null;
}

export interface PastDecision {
  readonly sku: string | null;
  readonly before: string | null;
  readonly ended: boolean;
  readonly actor: string;
  readonly reason: string;
  readonly decidedAt: string;
}

const text = (value: string | number | null): string => (value === null ? '-' : String(value));

/** What counts, and who said so. */
function sourceOf({ decidedBy, givenSku, givenBy, statedSku }: ListingView): string {
  if (decidedBy !== null) return decidedBy;
  if (givenSku !== null && givenBy !== null) return givenBy;
  return statedSku === null ? '-' : 'the channel';
}

const stateOf = ({ active, problem, productId }: ListingView): string =>
  active ? (problem ?? (productId === null ? 'NOT MAPPED YET' : 'mapped')) : 'deleted at the channel';

const ending = ({ items, next }: ListingPage, one: string): string =>
  `${plural(items.length, one)}${next === null ? '' : '; there are more: --limit, or --json'}`;

export function describeListings(page: ListingPage): string {
  if (page.items.length === 0) return 'No listings.';
  const rows = page.items.map((one) => [
    ...[one.destination, one.ref, text(one.sku), sourceOf(one), stateOf(one), text(one.quantity), text(one.told)],
    shortened(one.title ?? '', 40),
  ]);
  const header = ['CHANNEL', 'LISTING', 'SKU', 'BY', 'STATE', 'OFFERS', 'TOLD', 'TITLE'];
  return `${table(header, rows)}\n\n${ending(page, 'listing')}`;
}

/** What each problem asks of a person, in a few words; the exception says it in full. */
const REMEDIES: Readonly<Record<string, string>> = {
  CHANNEL_UNKNOWN: 'add the channel to the channels file',
  NOT_NAMED: 'give it a SKU at the channel, or map it',
  UNKNOWN_SKU: 'give a product in Odoo that internal reference, or map it',
  UNKNOWN_BARCODE: 'give a product in Odoo that barcode, or map it',
  CONTESTED_BARCODE: 'two products have the barcode: correct it in Odoo, or map it',
  TWO_SKUS: 'channel and file differ: correct one, or map it',
  TWO_PRODUCTS: 'SKU and barcode are two products: correct one, or map it',
  PACK_LISTED: 'it sells packs: list a kit instead, or map it',
  LISTING_DELETED: 'the channel has it no more: take it out',
};

export function describeProblems(page: ListingPage): string {
  if (page.items.length === 0) return 'No problems: every listing stands for one product.';
  const rows = page.items.map((one) => [
    ...[one.destination, one.ref, text(one.sku), text(one.barcode), stateOf(one), one.since ?? '-'],
    REMEDIES[one.problem ?? ''] ?? 'the channel refuses it: see its CHANNEL_REFUSED exception',
  ]);
  const header = ['CHANNEL', 'LISTING', 'SKU', 'BARCODE', 'PROBLEM', 'SINCE', 'WHAT TO DO'];
  return `${table(header, rows)}\n\n${ending(page, 'problem')}`;
}

export const describeRefused = ({ line, problem, remedy }: RefusedRow): string =>
  printable(`line ${line}: ${problem}; ${remedy}`);

const number = (value: number): string => value.toLocaleString('en-US');

export const describeImport = ({ taken, unchanged, refused }: Imported): string =>
  `${number(taken)} taken, ${number(unchanged)} said nothing new, ${number(refused)} refused`;

export function describeDecisions(items: readonly PastDecision[]): string {
  if (items.length === 0) return 'Nobody has decided about it.';
  const rows = items.map((one) => [
    one.decidedAt,
    one.actor,
    text(one.before),
    one.ended ? 'ended' : (one.sku ?? 'taken back'),
    one.reason,
  ]);
  return table(['WHEN', 'WHO', 'BEFORE', 'DECIDED', 'WHY'], rows);
}
