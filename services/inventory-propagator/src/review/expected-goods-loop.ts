import type { Loop, UnitsOfWork } from '@penstock/messaging';

const HOUR = 60 * 60 * 1000;

/** In the order of ids, as all who write these rows do. */
const ASK = `
  INSERT INTO availability_review (product_id, asked_at)
  SELECT product_id, now() FROM product WHERE expected IS NOT NULL ORDER BY product_id COLLATE "C"
  ON CONFLICT (product_id) DO NOTHING`;
const PREORDERS = `SELECT FROM rule_set WHERE compiled LIKE '%"preorderDays"%'`;

/**
 * Goods that are expected come within the days of a rule by nothing but the clock: each day, and after a start, every product with expected goods is
 * reviewed, where some rule sells them before they are here.
 */
export class ExpectedGoodsLoop implements Loop {
  readonly name = 'expected-goods';
  readonly everyMillis = HOUR;
  private askedOn = '';

  constructor(private readonly units: UnitsOfWork) {}

  async turn(): Promise<boolean> {
    const today = new Date().toISOString().slice(0, 10);
    if (this.askedOn === today) return false;
    const some = await this.units.database.query<unknown[]>(PREORDERS);
    if (some.length === 0) return false;
    await this.units.database.query(ASK);
    this.askedOn = today;
    return false;
  }
}
