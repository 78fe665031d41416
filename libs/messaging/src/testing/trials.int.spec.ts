import { AvailabilityChanged, LocationLinked, StockAdjusted } from '@penstock/contracts';
import { decimal, uuid7 } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Missing } from '../errors.js';
import { defineHandler, type Handler } from '../handling/handler.js';
import { done } from '../handling/outcome.js';
import { failing, movement, onStockAdjusted, tallies, TallyTable1 } from '../inbox/runner.fixture.js';
import {
  aMeta,
  crashBetweenSteps,
  deliveredTwice,
  incoming,
  isInTheOutbox,
  outOfOrder,
  type ServiceUnderTest,
  serviceUnderTest,
} from './index.js';
import { complaint, withoutTransactions } from './trials.fixture.js';

let service: ServiceUnderTest | undefined;
const serving = async (...handlers: Handler[]): Promise<ServiceUnderTest> =>
  (service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'tally', handlers, migrations: [TallyTable1] },
  }));
beforeEach(() => failing.clear());
afterEach(async () => service?.close());

const moves = (...args: Parameters<typeof movement>) => incoming(StockAdjusted, movement(...args));
const links = (locationId: string) => {
  const odoo = { instance: 'main', model: 'stock.location', id: 8 };
  const place = { code: null, name: 'Shelf', warehouseCode: null, usage: 'INTERNAL' as const, active: true };
  return incoming(LocationLinked, { meta: aMeta({ aggregateId: locationId }), locationId, odoo, ...place });
};
/** Adds to a tally what it makes of the story so far. */
const telling = (tell: (story: string, location: string) => string): Handler =>
  defineHandler({
    id: 'tally.telling',
    on: StockAdjusted,
    loads: { tally: (event) => tallies.one({ productId: event.productId }) },
    handle: (event, { tally }) =>
      done({ save: [tallies.save({ ...tally, story: tell(tally.story, event.locationId) })] }),
  });

describe('an honest handler', () => {
  it('passes every trial', async () => {
    const tally = await serving(onStockAdjusted);
    await tally.hears(moves('p1', 'before', '1'));
    await deliveredTwice(tally, moves('p1', 'a', '5'), moves('p2', 'b', '2'));
    await outOfOrder(tally, [moves('p3', 'a', '5'), moves('p4', 'b', '2'), moves('p3', 'c', '2')]);
    await crashBetweenSteps(tally, moves('p1', 'z', '5'), moves('p9', 'b', '2'));
    expect(await tally.query('SELECT product_id AS id, story FROM tally ORDER BY 1')).toEqual([
      { id: 'p1', story: 'before a z ' },
      { id: 'p2', story: 'b ' },
      { id: 'p3', story: 'a c ' },
      { id: 'p4', story: 'b ' },
      { id: 'p9', story: 'b ' },
    ]);
  });

  it('crashes where its statements are', async () => {
    const tally = await serving(onStockAdjusted);
    const steps = await crashBetweenSteps(tally, moves('p1', 'a', '5'));
    expect(steps).toContainEqual(expect.stringMatching(/^tally#\d+ save$/));
    expect(steps).toContain('BEGIN ISOLATION LEVEL READ');
    expect(steps.at(-1)).toBe('COMMIT');
  });

  it('may wait for what it needs', async () => {
    let isKnown = false;
    const onLocationLinked = defineHandler({
      id: 'tally.location-linked',
      on: LocationLinked,
      loads: { place: ({ locationId }) => tallies.one({ productId: locationId }) },
      handle: (_, { place }) => done({ save: [tallies.save({ ...place, story: 'known' })] }),
    });
    const onMove = defineHandler({
      id: 'tally.waiting',
      on: StockAdjusted,
      loads: {
        place: ({ locationId }) => tallies.one({ productId: locationId }),
        tally: ({ productId }) => tallies.one({ productId }),
      },
      handle(event, { place, tally }) {
        if (place.story === '') throw new Missing('UNKNOWN_LOCATION', `${event.locationId} is not known yet`);
        isKnown = true;
        return done({ save: [tallies.save({ ...tally, total: tally.total.plus(event.delta.amount) })] });
      },
    });
    const tally = await serving(onLocationLinked, onMove);
    await outOfOrder(tally, [
      links('loc_1'),
      moves('p1', 'loc_1', '1'),
      moves('p1', 'loc_1', '2'),
      moves('p2', 'loc_1', '3'),
    ]);
    expect(isKnown).toBe(true);
    expect(await complaint(outOfOrder(tally, [moves('p1', 'loc_9', '1')]))).toBe(
      'not every event was applied in order 1 of 1,\n  StockAdjusted of p1\nbut:\n  StockAdjusted of p1: parked, missing UNKNOWN_LOCATION: loc_9 is not known yet',
    );
  });
});

describe('a handler', () => {
  it('that remembers what it did outside of its rows is told so', async () => {
    let applied = 0;
    const tally = await serving(telling((story) => `${story}${++applied} `));
    await deliveredTwice(tally, moves('p1', 'a', '1'));
    expect(await complaint(crashBetweenSteps(tally, moves('p1', 'b', '1')))).toBe(
      'StockAdjusted of p1: given twice from the same beginning, the service did not do the same twice. A handler is called again after a crash, ' +
        `and all that it may go by is its event and its rows:
  tables.tally.p1.story: '1 3 ' instead of '1 2 '`,
    );
  });

  it('that writes beside its transaction leaves something behind', async () => {
    let writing = Promise.resolve<unknown>(undefined);
    const tally = await serving(
      telling((story, location) => {
        writing = tally
          .query(`INSERT INTO tally VALUES ('beside', 1, $1) ON CONFLICT DO NOTHING`, [location])
          .catch(() => undefined); // a write that fails leaves nothing, and then the trial finds nothing
        return story;
      }),
    );
    await tally.hears(moves('p1', 'a', '1'));
    await writing;
    await tally.query(`DELETE FROM tally WHERE product_id = 'beside'`);
    expect(await complaint(crashBetweenSteps(tally, moves('p1', 'b', '1')))).toMatch(
      // Nobody can say when such a write is done: before the process dies, or after somebody has looked.
      /a process died before step .* left rows in tally$|tables\.tally\.beside: /,
    );
    await writing;
  });

  it('whose result depends on the order across keys is told which order it was', async () => {
    const lastOne = defineHandler({
      id: 'tally.last',
      on: StockAdjusted,
      loads: { last: () => tallies.one({ productId: 'last' }) },
      handle: ({ productId }, { last }) => done({ save: [tallies.save({ ...last, story: productId })] }),
    });
    const tally = await serving(lastOne);
    expect(await complaint(outOfOrder(tally, [moves('p1', 'a', '1'), moves('p2', 'b', '1')]))).toBe(
      `in order 2 of 2,\n  StockAdjusted of p2\n  StockAdjusted of p1\nleft something else than in the order given:\n  tables.tally.last.story: 'p1' instead of 'p2'`,
    );
  });

  it('that does not commute passes while each key keeps its order, and only then', async () => {
    const tally = await serving(telling((story, location) => `${story}${location}`));
    const both = () => [moves('p1', 'a', '1'), moves('p1', 'b', '1')];
    await outOfOrder(tally, both());
    await tally.empty();
    expect(await complaint(outOfOrder(tally, both(), { withinKeys: true }))).toContain(`'ba' instead of 'ab'`);
    await outOfOrder(tally, both(), {
      withinKeys: true,
      looking: () => tally.query('SELECT length(story) FROM tally'),
    });
  });

  it('that fails is not taken for one that changes nothing', async () => {
    failing.set('a', 'permanent');
    const tally = await serving(onStockAdjusted);
    expect(await complaint(deliveredTwice(tally, moves('p1', 'a', '1')))).toBe(
      'not every event was applied:\n  StockAdjusted of p1: dead, permanent NEVER: not ever',
    );
  });
});

describe('what the handlers run on', () => {
  it('is noticed when it forgets what came before', async () => {
    const tally = await serving(onStockAdjusted);
    await tally.query(
      'CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM inbox; RETURN NULL; END $$',
    );
    await tally.query('CREATE TRIGGER forget BEFORE UPDATE ON consumer_offset EXECUTE FUNCTION forget()');
    expect(await complaint(deliveredTwice(tally, moves('p1', 'a', '1')))).toMatch(
      /^StockAdjusted of p1, delivered again, changed something:\n {2}tables\.tally\.p1\.total: '2' instead of '1'\n {2}tables\.tally\.p1\.story: 'a a ' instead of 'a '\n {2}outbox\[1\]: /,
    );
  });

  it('is noticed when it has no transaction', async () => {
    const tally = await serving(onStockAdjusted);
    const careless: ServiceUnderTest = {
      ...tally,
      anotherRunner: ({ database = tally.database } = {}) =>
        tally.anotherRunner({ database: withoutTransactions(database) }),
    };
    expect(await complaint(crashBetweenSteps(careless, moves('p1', 'a', '1')))).toMatch(
      /^StockAdjusted of p1: a process died before step \d+ of \d+ \(.*\), and left rows in consumer_offset$/,
    );
  });
});

describe('is in the outbox', () => {
  it('finds an event by some of its fields, and otherwise says what is there', async () => {
    const tally = await serving(onStockAdjusted);
    expect(await complaint(isInTheOutbox(tally, AvailabilityChanged))).toBe(
      'AvailabilityChanged with {} is not in the outbox. There is nothing',
    );
    await tally.hears(moves('p1', 'a', '2'), moves('p2', 'b', '3'));
    const found = await isInTheOutbox(tally, AvailabilityChanged, {
      productId: 'p2',
      onHand: { amount: decimal('3.0') },
    });
    expect(found.meta.aggregateId).toBe('p2');
    expect(await complaint(isInTheOutbox(tally, AvailabilityChanged, { onHand: { amount: decimal('5') } }))).toBe(
      `AvailabilityChanged with { onHand: { amount: 5 } } is not in the outbox. There is
  1. AvailabilityChanged of p1, whose onHand.amount: 2 instead of 5
  2. AvailabilityChanged of p2, whose onHand.amount: 3 instead of 5`,
    );
    expect(await complaint(isInTheOutbox(tally, StockAdjusted))).toContain('1. AvailabilityChanged of p1\n');
  });
});

describe('a trial that is not passed', () => {
  it('points to where the test called it', async () => {
    const tally = await serving(onStockAdjusted);
    const stack = await deliveredTwice(tally, links('loc_1')).catch((error: Error) => error.stack);
    expect(stack).toMatch(
      /^AssertionError: not every event was applied:\n.*not in the inbox\n {4}at .*trials\.int\.spec\.ts/,
    );
  });
});

describe('events', () => {
  it('are forgotten with their rows, ids and offsets', async () => {
    const tally = await serving(onStockAdjusted);
    const event = moves('p1', 'a', '2', uuid7());
    for (let round = 0; round < 2; round += 1) {
      await tally.hears(event);
      expect(await tally.query('SELECT story FROM tally')).toEqual([{ story: 'a ' }]);
      await tally.empty();
    }
  });
});
