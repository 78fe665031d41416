import { instantOfMillis } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { type ListingPushRow, listingPushes } from '../listings/listing.js';
import { products } from '../stock/product.js';
import type { QuantitiesRead, QuantityReader } from './quantity-reader.js';

export const SHOP = 'shopify:demo-shop';
/** Yesterday: nothing of it is in flight any more. */
export const LONG_AGO = instantOfMillis(Date.now() - 86_400_000);

/** A listing that was told 10 long ago, and of which nothing has been wanted since. */
export const aSettled = (ref: string, row: Partial<ListingPushRow> = {}): ListingPushRow => ({
  ...listingPushes.initial({ destination: SHOP, ref }),
  ...{ productId: `prd_${ref}`, sku: `SKU-${ref}`, quantity: 10, desiredVersion: 5n, confirmedVersion: 5n },
  ...{ told: 10, toldAt: LONG_AGO, wantedSince: LONG_AGO },
  ...row,
});

export const keep = (units: UnitsOfWork, ...rows: readonly ListingPushRow[]): Promise<void> =>
  units.run(undefined, async (unit) => {
    for (const row of rows) {
      const { productId, sku } = row;
      unit.save(
        listingPushes.save(row),
        products.save({ ...products.initial({ productId }), productId, sku, unit: 'unit' }),
      );
    }
    await Promise.resolve();
  });

/** A shop that shows what a spec wants it to. */
export class ShownShop implements QuantityReader {
  readonly destination = SHOP;
  readonly shown = new Map<string, number | null>();
  readonly asked: string[][] = [];
  /** Answers, or throws, instead of the next reads. */
  readonly instead: (QuantitiesRead | Error)[] = [];
  /** Happens while the shop is being read. */
  meanwhile: (() => Promise<unknown>) | undefined;

  constructor(readonly pageSize: number) {}

  async read(refs: readonly string[]): Promise<QuantitiesRead> {
    this.asked.push([...refs]);
    await this.meanwhile?.();
    const other = this.instead.shift();
    if (other instanceof Error) throw other;
    return other ?? { kind: 'read', quantities: new Map(refs.map((ref) => [ref, this.shown.get(ref) ?? null])) };
  }
}
