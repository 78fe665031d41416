import type { StockChange, StockOutcome } from '@penstock/connector-woocommerce';
import type { DesiredState, PushOutcome } from '@penstock/messaging';
import { type ListingPushRow, listingPushes } from './listing.js';
import { settleListing } from './push-outcome.js';

/** What WooCommerce's stock can be told; see `updateStock` of `@penstock/connector-woocommerce` for what it throws. */
export interface WooCommerceStock {
  /** @returns one outcome per change, in the same order */
  update(changes: readonly StockChange[]): Promise<readonly StockOutcome[]>;
}

/** Tells a WooCommerce shop what to offer. Quantities are absolute there, so that saying one twice does no harm. */
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
  ) {
    this.settle = settleListing(entity);
  }

  async push(rows: readonly ListingPushRow[]): Promise<ReadonlyMap<string, PushOutcome>> {
    const outcomes = await this.shop.update(rows.map(changeOf));
    return new Map(rows.map((row, i) => [listingPushes.idOf(row), outcomeOf(outcomes[i])]));
  }
}

function changeOf({ ref, quantity }: ListingPushRow): StockChange {
  const [productId = ref, variationId] = ref.split('/');
  return { productId, quantity, ...(variationId === undefined ? {} : { variationId }) };
}

function outcomeOf(outcome: StockOutcome | undefined): PushOutcome {
  if (!outcome) return { kind: 'later', reason: 'the answer did not name this listing' };
  if (outcome.kind === 'accepted') return { kind: 'confirmed' };
  if (outcome.kind === 'throttled') return { kind: 'later', afterMillis: outcome.retryAfterMs, reason: 'throttled' };
  return { kind: 'refused', code: outcome.code, reason: outcome.message };
}
