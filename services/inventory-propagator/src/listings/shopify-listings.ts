import type { ReadInventoryOutcome, SetInventory, SetInventoryOutcome } from '@penstock/connector-shopify';
import type { DesiredState, PushOutcome } from '@penstock/messaging';
import { type ListingPushRow, listingPushes, shownBy } from './listing.js';
import { BatchWidth } from './batch-width.js';
import { setInventoryOf } from './set-inventory-of.js';
import { settleListing, stale } from './push-outcome.js';
import { isTurnedAway, notNow, refusal, type TurnedAway } from './refusal.js';

/** What Shopify's inventory can be asked; see `@penstock/connector-shopify` for what each throws. */
export interface ShopifyInventory {
  set(push: SetInventory): Promise<SetInventoryOutcome>;
  read(inventoryItemIds: readonly string[]): Promise<ReadInventoryOutcome>;
}

/** A row with what Shopify is believed to have; null: whatever it has. */
export interface Comparison {
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
  readonly settle: DesiredState<ListingPushRow>['settle'];
  private readonly width = new BatchWidth();

  constructor(
    readonly destination: string,
    private readonly location: string,
    private readonly shop: ShopifyInventory,
    private readonly holdMillis: number,
    entity: string,
    readonly concurrency = 1,
  ) {
    this.settle = settleListing(entity);
  }

  get batchSize(): number {
    return this.width.now;
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
    if (isTurnedAway(answer)) throw notNow(answer);
    if (answer.kind === 'refused') {
      for (const row of rows) outcomes.set(idOf(row), refusal(answer.code, answer.message));
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
    const answer = await this.shop.set(setInventoryOf(this.location, comparisons));
    if (isTurnedAway(answer)) return turnedAway(answer, comparisons, outcomes);
    if (answer.kind === 'refused') return this.withoutRefused(answer, comparisons, outcomes);
    if (answer.kind === 'accepted') this.width.taken();
    else if (comparisons.length > 1) this.width.refused();
    for (const { row } of comparisons) outcomes.set(idOf(row), this.outcomeOf(answer, row, comparisons));
  }

  /** All or none: what is wrong must not keep the others from being told. Where Shopify does not say what it is, halves find it. */
  private async withoutRefused(answer: Refused, all: readonly Comparison[], outcomes: Outcomes): Promise<void> {
    const wrong = all.filter(({ row }) => all.length === 1 || answer.inventoryItemIds.includes(row.ref));
    for (const { row } of wrong) outcomes.set(idOf(row), refusal(answer.code, answer.message));
    const rest = all.filter((one) => !wrong.includes(one));
    if (wrong.length > 0) return this.set(rest, outcomes);
    const middle = Math.ceil(rest.length / 2);
    await this.set(rest.slice(0, middle), outcomes);
    await this.set(rest.slice(middle), outcomes);
  }

  private outcomeOf(answer: Answered, row: ListingPushRow, all: readonly Comparison[]): PushOutcome {
    if (answer.kind === 'accepted') return { kind: 'confirmed' };
    const named = (ref: string) => answer.inventoryItemIds.includes(ref);
    const innocent = !named(row.ref) && all.some((other) => named(other.row.ref));
    if (innocent) return { kind: 'later', afterMillis: 0, reason: 'another listing of the same call was refused' };
    return stale(this.holdMillis, answer.message);
  }
}

type Refused = Extract<SetInventoryOutcome, { kind: 'refused' }>;
type Answered = Extract<SetInventoryOutcome, { kind: 'accepted' | 'stale' }>;

const notStocked = (ref: string): PushOutcome => ({
  kind: 'refused',
  code: 'NOT_STOCKED',
  reason: `inventory item ${ref} is unknown or not stocked at the location`,
});

/** Where earlier calls of the same push were answered, their answers must not be lost with this one. */
function turnedAway(answer: TurnedAway, comparisons: readonly Comparison[], outcomes: Outcomes): void {
  if (outcomes.size === 0) throw notNow(answer);
  const { afterMillis, message: reason } = notNow(answer);
  for (const { row } of comparisons) outcomes.set(idOf(row), { kind: 'later', afterMillis, reason });
}
