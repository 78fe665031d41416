import { OdooRecordLinked } from '@penstock/contracts';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Permanent } from '../errors.js';
import { defineHandler } from '../handling/handler.js';
import { done } from '../handling/outcome.js';
import { aMessage, aMeta, type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { DeadLetterRetention } from './retention.js';

let service: ServiceUnderTest;
let isBroken = true;
const rows = (sql: string) => service.query(sql);
const decision = { actor: 'ada', reason: 'ticket 7' };
const at = (offset: number) => ({ topic: OdooRecordLinked.topic, partition: 0, offset: BigInt(offset) });

/** An event of which the catalogue says that a dead one holds nothing up. */
const linked = (offset: number) => {
  const odoo = { instance: 'main', model: 'sale.order', id: offset };
  const content = { canonicalId: 'ord_1', kind: 'SALE_ORDER' as const, odoo, displayName: 'S1', externalId: 'x.y' };
  const event = { meta: aMeta({ aggregateId: 'ord_1' }), ...content };
  return aMessage(OdooRecordLinked, event, { offset: BigInt(offset) });
};

beforeAll(async () => {
  const onLinked = defineHandler({
    id: 'links.linked',
    on: OdooRecordLinked,
    handle(event) {
      if (isBroken && event.odoo.id < 2) throw new Permanent('BROKEN', 'not now');
      return done({});
    },
  });
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'links',
    handlers: [onLinked],
    migrations: [],
  });
  await service.deliver([linked(0), linked(1), linked(2)]);
});
afterAll(() => service?.close());

describe('a dead letter that holds nothing up', () => {
  it('lets its followers pass, and can be replayed in any order', async () => {
    expect(await rows('SELECT state FROM inbox ORDER BY position')).toEqual(
      ['dead', 'dead', 'done'].map((state) => ({ state })),
    );
    isBroken = false;
    expect(await service.deadLetters.replay(at(1), decision)).toMatchObject({ outcome: 'done' });
    expect(await rows('SELECT * FROM key_head')).toEqual([]);
    expect(await rows('SELECT position::int FROM parked')).toEqual([{ position: 0 }]);
  });
});

describe('retention', () => {
  it('deletes what was discarded long ago, never what is dead', async () => {
    isBroken = true;
    await service.deliver(
      [
        { ...linked(1), offset: 3n },
        { ...linked(1), offset: 4n },
      ],
      service.anotherRunner(),
    );
    await service.deadLetters.discard(at(3), decision);
    await service.deadLetters.discard(at(4), decision);
    await rows(`UPDATE parked SET parked_at = parked_at - interval '100 days'`);
    await rows(`UPDATE parked SET discarded_at = discarded_at - interval '91 days' WHERE position = 3`);
    expect(await new DeadLetterRetention(service.database, 'links', 90, 24).turn()).toBe(false);
    expect(await rows('SELECT position::int, state FROM parked ORDER BY position')).toEqual([
      { position: 0, state: 'dead' },
      { position: 4, state: 'discarded' },
    ]);
  });
});
