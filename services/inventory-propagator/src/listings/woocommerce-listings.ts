import type { ProductRef, StockChange, StockOutcome, StockRead } from '@penstock/connector-woocommerce';
import type { DesiredState, PushOutcome } from '@penstock/messaging';
import { type ListingPushRow, listingPushes } from './listing.js';
import { settleListing } from './push-outcome.js';
import { isTurnedAway, notNow, refusal } from './refusal.js';

/** What WooCommerce's stock can be told and asked; see `@penstock/connector-woocommerce` for what each throws. */
export interface WooCommerceStock {
  /** @returns one outcome per change, in the same order */
  update(changes: readonly StockChange[]): Promise<readonly StockOutcome[]>;
  read(refs: readonly ProductRef[]): Promise<StockRead>;
}

/**
 * Tells a WooCommerce shop what to offer. Quantities are absolute there, so that saying one twice does no harm. In a resync the shop is asked
 * first: setting the stock of a product, even to what it is, costs the shop many times what showing it does, and sets its plugins off.
 */
export class WooCommerceListings implements DesiredState<ListingPushRow> {
  readonly name = 'listings';
  readonly table = listingPushes;
  /** https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products */
  readonly batchSize = 100;
  readonly settle: DesiredState<ListingPushRow>['settle'];

  constructor(
    readonly destination: string,
    private readonly shop: WooCommerceStock,
    entity: string,
    readonly concurrency = 1,
  ) {
    this.settle = settleListing(entity);
  }

  async push(rows: readonly ListingPushRow[]): Promise<ReadonlyMap<string, PushOutcome>> {
    const right = await this.right(rows.filter(({ reread }) => reread));
    const wrong = rows.filter((row) => !right.has(row));
    const outcomes = wrong.length === 0 ? [] : await this.shop.update(wrong.map(changeOf));
    const turned = outcomes.find(isTurnedAway);
    if (turned && outcomes.every(isTurnedAway)) throw notNow(turned);
    return new Map([
      ...[...right].map((row) => [listingPushes.idOf(row), { kind: 'confirmed' }] as const),
      ...wrong.map((row, i) => [listingPushes.idOf(row), outcomeOf(outcomes[i])] as const),
    ]);
  }

  /** Those of the rows that the shop shows as it should. */
  private async right(rows: readonly ListingPushRow[]): Promise<ReadonlySet<ListingPushRow>> {
    if (rows.length === 0) return new Set();
    const answer = await this.shop.read(rows.map(productOf));
    if (isTurnedAway(answer)) throw notNow(answer);
    return new Set(answer.kind === 'read' ? rows.filter(({ quantity }, i) => answer.levels[i] === quantity) : []);
  }
}

/** A listing's product, or its variation. */
export function productOf({ ref }: Pick<ListingPushRow, 'ref'>): ProductRef {
  const [productId = ref, variationId] = ref.split('/');
  return { productId, ...(variationId === undefined ? {} : { variationId }) };
}

const changeOf = (row: ListingPushRow): StockChange => ({ ...productOf(row), quantity: row.quantity });

function outcomeOf(outcome: StockOutcome | undefined): PushOutcome {
  if (!outcome) return { kind: 'later', reason: 'the answer did not name this listing' };
  if (outcome.kind === 'accepted') return { kind: 'confirmed' };
  if (outcome.kind === 'throttled') return { kind: 'later', afterMillis: outcome.retryAfterMs, reason: 'throttled' };
  if (outcome.kind === 'denied') return { kind: 'later', reason: `${outcome.code}: ${outcome.message}` };
  return refusal(outcome.code, outcome.message);
}
