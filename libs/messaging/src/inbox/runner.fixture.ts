import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import { type Decimal, decimal, zero } from '@penstock/domain';
import type { ReceivedMessage } from '@penstock/kafka';
import { column, defineTable } from '@penstock/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Missing, Permanent, Transient } from '../errors.js';
import { defineHandler } from '../handling/handler.js';
import { done, skip } from '../handling/outcome.js';
import { say } from '../handling/outgoing.js';
import { aMessage, aMeta } from '../testing/messages.js';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/service-under-test.js';

/** A ledger small enough to see through: the sum per product and the causes in the order they were applied. */
export const tallies = defineTable({
  name: 'tally',
  key: ['productId'],
  columns: { productId: column.text(), total: column.decimal(), story: column.text() },
  initial: () => ({ total: zero, story: '' }),
});

export class TallyTable1 implements MigrationInterface {
  name = 'TallyTable1700000000001';
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'CREATE TABLE tally (product_id text PRIMARY KEY, total numeric NOT NULL CHECK (total < 1000), story text NOT NULL)',
    );
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE tally');
  }
}

/** What the handler throws for a location of this name, while it is in here. */
export const failing = new Map<string, 'transient' | 'permanent' | 'missing' | 'bug'>();

export const onStockAdjusted = defineHandler({
  id: 'tally.stock-adjusted',
  on: StockAdjusted,
  emits: [AvailabilityChanged],
  loads: { tally: (event) => tallies.one({ productId: event.productId }) },
  handle(event, { tally }) {
    const trouble = failing.get(event.locationId);
    if (trouble === 'transient') throw new Transient('FAR_SIDE_DOWN', 'not now');
    if (trouble === 'permanent') throw new Permanent('NEVER', 'not ever');
    if (trouble === 'missing') throw new Missing('NOT_YET', 'not yet');
    if (trouble === 'bug') throw new TypeError('undefined is not a function');
    if (event.delta.amount.eq('0')) return skip('nothing moved');
    const next = { ...tally, total: tally.total.plus(event.delta.amount), story: `${tally.story}${event.locationId} ` };
    return done({
      save: [tallies.save(next)],
      events: [say(AvailabilityChanged, availability(event.productId, next.total))],
    });
  },
});

/** A service with nothing but the tally. @param url an empty database */
export const tallyOn = (url: string): Promise<ServiceUnderTest> =>
  serviceUnderTest({ url, service: 'tally', handlers: [onStockAdjusted], migrations: [TallyTable1] });

export async function storyOf(service: ServiceUnderTest, productId: string): Promise<string> {
  const [row] = await service.query<{ story: string }>('SELECT story FROM tally WHERE product_id = $1', [productId]);
  return row?.story ?? '';
}

/** What became of the events, such as `['done 2', 'parked 1']`. */
export async function statesIn(service: ServiceUnderTest): Promise<string[]> {
  const rows = await service.query<{ line: string }>(
    `SELECT state || ' ' || count(*) AS line FROM inbox GROUP BY state ORDER BY state`,
  );
  return rows.map(({ line }) => line);
}

export const availability = (productId: string, total: Decimal) => {
  const quantity = { amount: total, unit: 'unit' };
  return {
    productId,
    onHand: quantity,
    reserved: quantity,
    available: quantity,
    previousAvailable: quantity,
    locations: [],
    incoming: null,
    inTransit: null,
    quarantined: null,
  };
};

/** A stock movement; `location` doubles as its name in the story. */
export function movement(productId: string, location: string, delta: string, eventId?: string): StockAdjusted {
  const meta = aMeta({ aggregateId: productId, ...(eventId === undefined ? {} : { eventId }) });
  return {
    meta,
    productId,
    locationId: location,
    delta: { amount: decimal(delta), unit: 'unit' },
    cause: 'COUNT',
    odooMoveId: null,
    effectiveAt: meta.occurredAt,
  };
}

/** A {@link movement} as Kafka would hand it over. */
export const moved = (
  productId: string,
  location: string,
  delta: string,
  offset: number,
  eventId?: string,
): ReceivedMessage =>
  aMessage(StockAdjusted, movement(productId, location, delta, eventId), { offset: BigInt(offset) });
