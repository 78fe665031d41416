import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { isInfrastructure } from '@penstock/persistence';
import { reviewProducts } from '../review/review-products.js';
import { readProgress } from './rule-history.js';

const log = logger('inventory-propagator.rules');

/** Products in one transaction: handlers wait for those of a slice, and memory is that of a slice. */
const SLICE = 100;
const LOOK_MILLIS = 1000;
/** How often it looks again once all listings are done: one that an older process has made meanwhile. */
const SURE_MILLIS = 60_000;
const SAY_MILLIS = 10_000;

const IN_FORCE = `SELECT version FROM rule_set WHERE version > 0`;
const BEHIND = `
  SELECT DISTINCT product_id AS id FROM product_listing
  WHERE rules_version < $1 AND product_id > $2 ORDER BY 1 LIMIT $3`;
/** In the order of ids, as all who write these rows do. */
const ASK = `
  INSERT INTO availability_review (product_id, asked_at) SELECT id, now() FROM unnest($1::text[]) id ORDER BY id COLLATE "C"
  ON CONFLICT (product_id) DO NOTHING`;

/**
 * Brings every listing to the rules in force, product by product, in slices. What is left to do is what the listings' rows say, so that it goes on
 * after a stop where it was, and replicas do no harm to each other. A slice with a product that cannot be computed is left to the review, which takes
 * its products one by one.
 */
export class ApplyRulesLoop implements Loop {
  readonly name = 'apply-rules';
  readonly everyMillis = LOOK_MILLIS;
  /** The version that all listings had when last looked, and when that was. */
  private settled = { version: '', at: 0 };
  private after = '';
  private saidAt = 0;
  private left = 0;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly entity: string,
  ) {}

  async turn(): Promise<boolean> {
    const [inForce] = await this.units.database.query<{ version: string }[]>(IN_FORCE);
    if (!inForce || this.isSettled(inForce.version)) return false;
    const { version } = inForce;
    const slice = await this.units.database.query<{ id: string }[]>(BEHIND, [version, this.after, SLICE]);
    const last = slice.at(-1)?.id;
    if (last === undefined && this.after === '') return this.settle(version);
    const whole = slice.length === 0 || (await this.apply(slice.map(({ id }) => id)));
    if (!whole) this.left += slice.length;
    await this.sayProgress(version);
    // Once more from the beginning after the last, for what a handler with older rules has made behind us; not where that is what the review has.
    this.after = slice.length < SLICE ? '' : (last ?? '');
    return this.after === '' && this.left > 0 ? this.settle(version) : true;
  }

  private settle(version: string): false {
    if (this.left > 0) log.warn({ version, products: this.left }, 'products are left to the review');
    else if (this.settled.version !== version)
      log.info({ version }, 'all listings are computed with the rules in force');
    this.settled = { version, at: Date.now() };
    this.left = 0;
    return false;
  }

  /** @returns false where one of them could not be computed */
  private async apply(productIds: readonly string[]): Promise<boolean> {
    const asked = productIds.map((productId) => ({ productId, traceparent: null }));
    try {
      await this.units.run(undefined, (unit) => reviewProducts(unit, this.entity, asked));
      return true;
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      await this.units.database.query(ASK, [productIds]);
      return false;
    }
  }

  private isSettled(version: string): boolean {
    return this.settled.version === version && Date.now() - this.settled.at < SURE_MILLIS;
  }

  private async sayProgress(version: string): Promise<void> {
    if (Date.now() - this.saidAt < SAY_MILLIS) return;
    this.saidAt = Date.now();
    log.info({ version, ...(await readProgress(this.units.database)) }, 'listings follow the rules');
  }
}
