import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { isInfrastructure } from '@penstock/persistence';
import { type Asked, reviewProducts } from './review-products.js';

const log = logger('inventory-propagator.review');

/** Products locked at once are few: handlers wait for them. */
const SLICE = 25;

const LONGEST_ASKED = `
  SELECT product_id AS "productId", traceparent FROM availability_review
  WHERE postponed_until IS NULL OR postponed_until < now() ORDER BY asked_at, product_id LIMIT $1`;
const POSTPONE = `UPDATE availability_review SET postponed_until = now() + interval '1 minute' WHERE product_id = $1`;

/**
 * Reviews the products that somebody asked for, the longest asked first. Woken by every commit of this process; any replica may do any of it.
 * A product that cannot be reviewed is logged and tried again after a minute: the others go on.
 */
export class ReviewLoop implements Loop {
  readonly name = 'availability-review';

  constructor(
    private readonly units: UnitsOfWork,
    private readonly entity: string,
  ) {}

  async turn(): Promise<boolean> {
    const asked = await this.units.database.query<Asked[]>(LONGEST_ASKED, [SLICE]);
    if (asked.length === 0) return false;
    try {
      return (await this.review(asked)).length > 0;
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      for (const one of asked) await this.reviewAlone(one);
      return true;
    }
  }

  private review(asked: readonly Asked[]): Promise<string[]> {
    return this.units.run(undefined, (unit) => reviewProducts(unit, this.entity, asked));
  }

  private async reviewAlone(one: Asked): Promise<void> {
    try {
      await this.review([one]);
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      log.error(
        { err: error, productId: one.productId },
        'a product cannot be reviewed: it is tried again in a minute',
      );
      await this.units.database.query(POSTPONE, [one.productId]);
    }
  }
}
