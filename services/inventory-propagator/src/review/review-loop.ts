import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { type Asked, reviewProducts } from './review-products.js';

/** Products locked at once are few: handlers wait for them. */
const SLICE = 25;

const LONGEST_ASKED = `
  SELECT product_id AS "productId", traceparent FROM availability_review ORDER BY asked_at, product_id LIMIT $1`;

/** Reviews the products that somebody asked for, the longest asked first. Woken by every commit of this process; any replica may do any of it. */
export class ReviewLoop implements Loop {
  readonly name = 'availability-review';

  constructor(
    private readonly units: UnitsOfWork,
    private readonly entity: string,
  ) {}

  async turn(): Promise<boolean> {
    const asked = await this.units.database.query<Asked[]>(LONGEST_ASKED, [SLICE]);
    if (asked.length === 0) return false;
    const done = await this.units.run(undefined, (unit) => reviewProducts(unit, this.entity, asked));
    return done.length > 0;
  }
}
