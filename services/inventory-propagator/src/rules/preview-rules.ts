import { uuid7 } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { kitSellable } from '../kits/kit-availability.js';
import { kitComponents, partsOf } from '../kits/kit-component.js';
import { nothingBeyond } from '../kits/nothing-beyond.js';
import { wishes } from '../listings/wishes.js';
import { readStocks } from '../stock/read-stocks.js';
import type { Stock } from '../stock/stock.js';
import type { Rules } from './rules.js';
import { sellableOf } from './sellable.js';

/** A listing that would be offered another quantity. */
export interface OfferChange {
  readonly destination: string;
  readonly ref: string;
  readonly sku: string;
  /** Null where the channel was never told. */
  readonly from: number | null;
  readonly to: number;
}

/** What would change at one channel. */
export interface ChannelPreview {
  readonly destination: string;
  readonly listings: number;
  readonly more: number;
  readonly fewer: number;
  /** Of the fewer, those that would be offered no more. */
  readonly soldOut: number;
}

export interface RulesPreview {
  readonly channels: readonly ChannelPreview[];
  /** The largest changes. */
  readonly largest: readonly OfferChange[];
  /** Where the next part begins; null after the last. */
  readonly next: string | null;
}

const MOST_SHOWN = 50;
const PAGE = `SELECT DISTINCT product_id AS id FROM product_listing WHERE product_id > $1 ORDER BY 1 LIMIT $2`;

/**
 * What rules would change, for the listings of some products after another: nothing is locked and nothing changed.
 * @param rules those that are thought of; their version must be above every listing's
 * @param products how many to look at: the part's memory
 */
export async function previewRules(
  unit: UnitOfWork,
  rules: Rules,
  { after, products }: { after: string; products: number },
): Promise<RulesPreview> {
  const page = await unit.transaction.query<{ id: string }>(PAGE, [after, products]);
  const ids = page.map(({ id }) => id);
  const stocks = await readStocks(unit, ids);
  const offer = await offering(unit, stocks, rules);
  const changes = [...stocks.values()].flatMap((stock) => changesOf(stock, offer(stock)));
  const perChannel = Map.groupBy(changes, ({ destination }) => destination);
  const changed = changes.filter(({ from, to }) => (from ?? 0) !== to);
  return {
    channels: [...perChannel].map(([destination, all]) => summaryOf(destination, all)),
    largest: changed.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, MOST_SHOWN),
    next: ids.length < products ? null : (ids.at(-1) ?? null),
  };
}

/** What each listing of a stock would offer, with the parts of kits read before. */
async function offering(unit: UnitOfWork, stocks: ReadonlyMap<string, Stock>, rules: Rules) {
  const kits = [...stocks.values()].filter(({ product }) => product.isKit);
  const refs = kits.map(({ product }) => kitComponents.children('kitProductId', product.productId));
  await unit.load(refs);
  const parts = Map.groupBy(partsOf(refs.flatMap((ref) => unit.children(ref))), ({ kitProductId }) => kitProductId);
  const partIds = [...parts.values()].flat().map(({ componentProductId }) => componentProductId);
  const ofParts = await readStocks(unit, [...new Set(partIds)]);
  const given = { now: unit.now, newId: uuid7, traceparent: null };
  return (stock: Stock) => {
    const own = parts.get(stock.product.productId);
    const sellable = own ? kitSellable(own, ofParts) : sellableOf(stock);
    return wishes({ ...stock, before: stock.listings }, sellable, own ? nothingBeyond(rules) : rules, given).listings;
  };
}

const changesOf = ({ listings }: Stock, wished: Stock['listings']): OfferChange[] =>
  listings.map(({ destination, ref, sku, quantity, desiredVersion }, i) => ({
    ...{ destination, ref, sku },
    from: desiredVersion > 0n ? quantity : null,
    to: wished[i]?.quantity ?? quantity,
  }));

const sizeOf = ({ from, to }: OfferChange): number => Math.abs(to - (from ?? 0));

const summaryOf = (destination: string, all: readonly OfferChange[]): ChannelPreview => ({
  destination,
  listings: all.length,
  more: all.filter(({ from, to }) => to > (from ?? 0)).length,
  fewer: all.filter(({ from, to }) => to < (from ?? 0)).length,
  soldOut: all.filter(({ from, to }) => to === 0 && (from ?? 0) > 0).length,
});
