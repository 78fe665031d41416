import { logger } from '@penstock/observability';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { serveWaiting } from './serve-waiting.js';

const log = logger('inventory-propagator.waiting-lines');

/** Products looked at in one turn, and lines of each in one transaction. */
const PRODUCTS = 20;
const LINES = 50;

const COME = `
  SELECT product_id AS "productId" FROM product
  WHERE backordered > 0 AND on_hand - quarantined - reserved > 0 ORDER BY product_id LIMIT $1`;
const NEXT = `
  SELECT order_id AS "orderId" FROM reservation
  WHERE product_id = $1 AND state = 'waiting' ORDER BY priority, asked_at, line_id LIMIT $2`;

/** Gives goods that have come to the lines that wait for them, by priority and then by the time they were asked for. Any replica may do any of it. */
export class WaitingLoop implements Loop {
  readonly name = 'waiting-lines';
  readonly everyMillis = 250;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly entity: string,
  ) {}

  async turn(): Promise<boolean> {
    const come = await this.units.database.query<{ productId: string }[]>(COME, [PRODUCTS]);
    let some = false;
    for (const { productId } of come) some = (await this.serve(productId)) || some;
    return some;
  }

  /** @returns true where a line got something */
  private async serve(productId: string): Promise<boolean> {
    const next = await this.units.database.query<{ orderId: string }[]>(NEXT, [productId, LINES]);
    const orderIds = next.map(({ orderId }) => orderId);
    const served = await this.units.run(undefined, (unit) => serveWaiting(unit, this.entity, productId, orderIds));
    if (served.recounted)
      log.warn({ productId }, 'no line waits for the product any more: what it owes was counted again');
    return served.lines > 0;
  }
}
