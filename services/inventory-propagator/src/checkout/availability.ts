import { type Instant, isoOf } from '@penstock/domain';
import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { type KitComponentRow, kitComponents, partsOf } from '../kits/kit-component.js';
import { kitSellable } from '../kits/kit-availability.js';
import { offered } from '../listings/wish.js';
import { channelNameOf } from '../listings/wishes.js';
import { type Rules, rulesLoad, rulesOf } from '../rules/rules.js';
import { sellableOf } from '../rules/sellable.js';
import { products } from '../stock/product.js';
import { levelRefs, listingRefs, type Stock, stocksOf, unitOf } from '../stock/stock.js';
import { resolveNames } from './resolve-names.js';

/** What one channel may sell of one product. */
export interface AvailableItem {
  readonly sku: string;
  /** Null where no product has the SKU. */
  readonly productId: string | null;
  /** Whole units; 0 while nobody knows what is there. */
  readonly available: number;
  readonly unit: string;
}

export interface AvailabilityAnswer {
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  /** In the order asked for. */
  readonly items: readonly AvailableItem[];
}

/** What channels may sell, read without locks: true as of the moment, and for what must stay true there are reservations. */
export class Availability {
  constructor(private readonly units: UnitsOfWork) {}

  of(channel: string, skus: readonly string[]): Promise<AvailabilityAnswer> {
    return this.units.run(undefined, async (unit) => {
      const [found = []] = await resolveNames(unit.transaction, [skus.map((sku) => ({ sku }))]);
      const ids = found.map((one) => (one.kind === 'product' ? one.productId : null));
      const wanted = ids.filter((id) => id !== null);
      const parts = partsOf(
        await childrenOf(
          unit,
          wanted.map((id) => kitComponents.children('kitProductId', id)),
        ),
      );
      const stocks = await stocksOfAll(unit, [...wanted, ...parts.map(({ componentProductId }) => componentProductId)]);
      const rules = rulesOf(await unit.read(rulesLoad.rules()));
      const items = skus.map((sku, i): AvailableItem => {
        const stock = stocks.get(ids[i] ?? '');
        if (!stock) return { sku, productId: null, available: 0, unit: 'unit' };
        const { productId } = stock.product;
        return {
          sku,
          productId,
          available: saleableBy(channel, stock, { stocks, parts, rules, now: unit.now }),
          unit: unitOf(stock),
        };
      });
      return { asOf: isoOf(unit.now), items };
    });
  }
}

interface Surroundings {
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly parts: readonly KitComponentRow[];
  readonly rules: Rules;
  readonly now: Instant;
}

/** The same number that its listing is told, where the channel has one. */
function saleableBy(channel: string, stock: Stock, { stocks, parts, rules, now }: Surroundings): number {
  const { product, listings } = stock;
  const ofKit = parts.filter(({ kitProductId }) => kitProductId === product.productId);
  const sellable = ofKit.length > 0 ? kitSellable(ofKit, stocks) : sellableOf(stock);
  if (sellable === null || !product.active) return 0;
  const own = listings.filter(({ sku }) => sku === product.sku);
  const ruled = own.map((listing) => ({
    isIts: channelNameOf(listing.destination) === channel,
    rule: rules.ruleFor(channelNameOf(listing.destination), listing.sku, listing),
  }));
  const rule = ruled.find(({ isIts }) => isIts)?.rule ?? rules.ruleFor(channel, product.sku);
  const isFirst = ruled.every((other) => rule.priority <= other.rule.priority);
  return offered(sellable, rule, now, isFirst);
}

async function stocksOfAll(unit: UnitOfWork, productIds: readonly string[]): Promise<Map<string, Stock>> {
  const ids = [...new Set(productIds)];
  const refs = [ids.map((id) => products.children('productId', id)), levelRefs(ids), listingRefs(ids)] as const;
  await unit.load(refs.flat());
  const [ofProducts, ofLevels, ofListings] = refs;
  return stocksOf({
    products: ofProducts.flatMap((ref) => unit.children(ref)),
    levels: ofLevels.flatMap((ref) => unit.children(ref)),
    listings: ofListings.flatMap((ref) => unit.children(ref)),
  });
}

async function childrenOf(
  unit: UnitOfWork,
  refs: readonly ReturnType<typeof kitComponents.children>[],
): Promise<KitComponentRow[]> {
  await unit.load(refs);
  return refs.flatMap((ref) => unit.children(ref));
}
