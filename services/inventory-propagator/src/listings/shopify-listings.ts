import { createHash } from 'node:crypto';
import type { ReadInventoryOutcome, SetInventory, SetInventoryOutcome } from '@penstock/connector-shopify';
import type { DesiredState, PushOutcome } from '@penstock/messaging';
import { type ListingPushRow, listingPushes, shownBy } from './listing.js';
import { settleListing, stale } from './push-outcome.js';

/** What Shopify's inventory can be asked; see `@penstock/connector-shopify` for what each throws. */
export interface ShopifyInventory {
  set(push: SetInventory): Promise<SetInventoryOutcome>;
  read(inventoryItemIds: readonly string[]): Promise<ReadInventoryOutcome>;
}

/** A row with what Shopify is believed to have; null: whatever it has. */
interface Comparison {
  readonly row: ListingPushRow;
  readonly changeFrom: number | null;
}

type Outcomes = Map<string, PushOutcome>;

const idOf = (row: ListingPushRow): string => listingPushes.idOf(row);

/**
 * Tells a Shopify shop what to offer, by compare-and-swap: a push says what the shop is believed to show, which is what it took last less what
 * it has sold since. Where that is refused a sale is in flight: the listing is held for its webhook to arrive, then the shop is asked what it
 * has, and the quantity of that time is pushed from there.
 * @param holdMillis how long a refused comparison holds a listing
 */
export class ShopifyListings implements DesiredState<ListingPushRow> {
  readonly name = 'listings';
  readonly table = listingPushes;
  /** Shopify takes 250 in a call, all or none; fewer keep one sale in flight from delaying many others. */
  readonly batchSize = 25;
  readonly settle: DesiredState<ListingPushRow>['settle'];

  constructor(
    readonly destination: string,
    private readonly location: string,
    private readonly shop: ShopifyInventory,
    private readonly holdMillis: number,
    entity: string,
  ) {
    this.settle = settleListing(entity);
  }

  async push(rows: readonly ListingPushRow[]): Promise<ReadonlyMap<string, PushOutcome>> {
    const outcomes: Outcomes = new Map();
    const fromBelief = rows.filter(({ reread }) => !reread).map((row) => ({ row, changeFrom: shownBy(row) }));
    const fromShop = await this.read(
      rows.filter(({ reread }) => reread),
      outcomes,
    );
    await this.set([...fromBelief, ...fromShop], outcomes);
    return outcomes;
  }

  /** Asks the shop what it has. A listing that shows what it should is thereby done. */
  private async read(rows: readonly ListingPushRow[], outcomes: Outcomes): Promise<Comparison[]> {
    if (rows.length === 0) return [];
    const answer = await this.shop.read(rows.map(({ ref }) => ref));
    if (answer.kind !== 'read') {
      for (const row of rows) outcomes.set(idOf(row), failure(answer));
      return [];
    }
    const has = new Map(answer.levels.map((level) => [level.inventoryItemId, level.available]));
    return rows.flatMap((row) => {
      const changeFrom = has.get(row.ref) ?? null;
      if (changeFrom === null) outcomes.set(idOf(row), notStocked(row.ref));
      else if (changeFrom === row.quantity) outcomes.set(idOf(row), { kind: 'confirmed' });
      return changeFrom === null || changeFrom === row.quantity ? [] : [{ row, changeFrom }];
    });
  }

  private async set(comparisons: readonly Comparison[], outcomes: Outcomes): Promise<void> {
    if (comparisons.length === 0) return;
    const answer = await this.shop.set(pushOf(this.location, comparisons));
    if (answer.kind === 'refused' && comparisons.length > 1) {
      // All or none: one bad listing must not keep the others from being told.
      for (const one of comparisons) await this.set([one], outcomes);
      return;
    }
    for (const { row } of comparisons) outcomes.set(idOf(row), this.outcomeOf(answer, row, comparisons));
  }

  private outcomeOf(answer: SetInventoryOutcome, row: ListingPushRow, all: readonly Comparison[]): PushOutcome {
    if (answer.kind === 'accepted') return { kind: 'confirmed' };
    if (answer.kind !== 'stale') return failure(answer);
    const named = (ref: string) => answer.inventoryItemIds.includes(ref);
    const innocent = !named(row.ref) && all.some((other) => named(other.row.ref));
    if (innocent) return { kind: 'later', afterMillis: 0, reason: 'another listing of the same call was refused' };
    return stale(this.holdMillis, answer.message);
  }
}

const notStocked = (ref: string): PushOutcome => ({
  kind: 'refused',
  code: 'NOT_STOCKED',
  reason: `inventory item ${ref} is unknown or not stocked at the location`,
});

const failure = (
  answer: { kind: 'throttled'; retryAfterMs: number } | { kind: 'refused'; code: string; message: string },
): PushOutcome =>
  answer.kind === 'throttled'
    ? { kind: 'later', afterMillis: answer.retryAfterMs, reason: 'throttled' }
    : { kind: 'refused', code: answer.code, reason: answer.message };

function pushOf(locationId: string, comparisons: readonly Comparison[]): SetInventory {
  const [first] = comparisons;
  return {
    locationId,
    quantities: comparisons.map(({ row, changeFrom }) => ({
      inventoryItemId: row.ref,
      quantity: row.quantity,
      changeFromQuantity: changeFrom,
    })),
    idempotencyKey: keyOf(comparisons),
    referenceDocumentUri: `penstock://availability/${first?.row.productId}/${first?.row.desiredVersion}`,
  };
}

/**
 * The same for every try of the same push, and of nothing else: Shopify answers a known key with the first answer, and refuses one that comes
 * with other content. https://shopify.dev/docs/api/usage/implementing-idempotency
 */
function keyOf(comparisons: readonly Comparison[]): string {
  const hash = createHash('sha256');
  for (const { row, changeFrom } of comparisons)
    hash.update(`${idOf(row)} ${row.desiredVersion} ${row.compares} ${changeFrom} ${row.quantity}\n`);
  return hash
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
