/** Shopify takes so many quantities in a call: https://shopify.dev/docs/api/admin-graphql/2026-04/input-objects/InventorySetQuantitiesInput */
const MOST = 250;
/** Below this a call for each sale in flight costs more than it spares. */
const FEWEST = 8;

/**
 * How many quantities go into one call that is taken as a whole or not at all: as many as may where nothing is in flight, half where one of them
 * was, so that one sale delays few others.
 */
export class BatchWidth {
  private rows = MOST;

  get now(): number {
    return this.rows;
  }

  /** A call was taken. */
  taken(): void {
    this.rows = Math.min(MOST, Math.ceil(this.rows * 1.5));
  }

  /** A call was not taken since one of its rows was in flight. */
  refused(): void {
    this.rows = Math.max(FEWEST, Math.floor(this.rows / 2));
  }
}
