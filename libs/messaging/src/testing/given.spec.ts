import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import { decimal, instantOfMillis, uuid7 } from '@penstock/domain';
import { column, defineQuery } from '@penstock/persistence';
import { beforeEach, describe, expect, it } from 'vitest';
import { Missing, Permanent } from '../errors.js';
import { defineHandler, type Given } from '../handling/handler.js';
import { done, skip } from '../handling/outcome.js';
import { say } from '../handling/outgoing.js';
import { availability, failing, movement, onStockAdjusted, tallies } from '../inbox/runner.fixture.js';
import { anEvent, aRow, given } from './given.js';

const five = decimal('5');
const tally = tallies.save({ productId: 'p1', total: five, story: 'a ' });
/** What the kit says when `attempt` does not hold. */
const complaint = (attempt: () => void): string => {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no complaint';
};

beforeEach(() => failing.clear());

describe('given rows, when an event comes, then', () => {
  it('the handler saves and says exactly this', () => {
    given(onStockAdjusted, { rows: [tally] })
      .when(movement('p1', 'b', '2.0'))
      .then({
        save: [tallies.save({ productId: 'p1', total: decimal('7'), story: 'a b ' })],
        events: [say(AvailabilityChanged, availability('p1', decimal('7')))],
      });
  });

  it('the handler saves and says at least this, where the rest does not matter', () => {
    given(onStockAdjusted)
      .when(movement('p1', 'a', '2'))
      .then({
        save: [aRow(tallies, { total: decimal('2') })],
        events: [anEvent(AvailabilityChanged, { onHand: { amount: decimal('2') } })],
      });
  });

  it('the handler has its answers', () => {
    const storyOf = defineQuery({
      ...{ name: 'story', parameters: { productId: column.text() }, columns: { story: column.text() } },
      text: 'SELECT story FROM tally WHERE product_id = $1',
    });
    const asking = defineHandler({
      id: 'tally.asking',
      on: StockAdjusted,
      loads: { tally: (event) => tallies.one({ productId: event.productId }) },
      queries: { others: (_event, rows) => storyOf.of({ productId: rows.tally.productId }) },
      handle: (_event, rows) => skip(rows.others.map(({ story }) => story).join()),
    });
    const event = movement('p1', 'a', '1');
    given(asking, { answers: { others: [{ story: 'a' }, { story: 'b' }] } })
      .when(event)
      .thenSkips('a,b');
    given(asking).when(event).thenSkips('');
  });

  it('it skips, or throws', () => {
    given(onStockAdjusted)
      .when(movement('p1', 'a', '0'))
      .thenSkips('nothing moved');
    failing.set('a', 'missing');
    given(onStockAdjusted)
      .when(movement('p1', 'a', '1'))
      .thenThrows(Missing, 'NOT_YET');
  });
});

describe('where it decides otherwise', () => {
  it('the message says what is different, and what it did', () => {
    const decided = given(onStockAdjusted, { rows: [tally] }).when(movement('p1', 'b', '2'));
    expect(complaint(() => decided.then({ save: [aRow(tallies, { total: decimal('8') })] }))).toMatch(
      /^tally\.stock-adjusted decided otherwise than expected:\n {2}save\[0\]\.tally\.total: 7 instead of 8\n {2}events\[0\]: \{ AvailabilityChanged: .* instead of nothing\nIt did:\n {2}saved \{ tally: .*\n {2}said \{ AvailabilityChanged/,
    );
    expect(complaint(() => decided.thenSkips('nothing moved'))).toContain("skipped: null instead of 'nothing moved'");
    expect(complaint(() => decided.thenThrows(Permanent, 'NEVER'))).toContain('thrown: null instead of');
  });

  it('the stack begins in the test', () => {
    const error = expect.objectContaining({ stack: expect.stringMatching(/\n {4}at .*given\.spec\.ts/) });
    expect(() =>
      given(onStockAdjusted)
        .when(movement('p1', 'a', '1'))
        .then({}),
    ).toThrow(error);
  });

  it('an order of its own is a difference', () => {
    const both = defineHandler({
      id: 'tally.both',
      on: StockAdjusted,
      handle: () => done({ save: ['b', 'a'].map((productId) => tallies.save({ productId, total: five, story: '' })) }),
    });
    const inOrder = ['a', 'b'].map((productId) => aRow(tallies, { productId }));
    expect(
      complaint(() =>
        given(both)
          .when(movement('p1', 'a', '1'))
          .then({ save: inOrder }),
      ),
    ).toContain(`save[0].tally.productId: 'b' instead of 'a'`);
  });

  it('an unexpected error is the cause', () => {
    failing.set('a', 'bug');
    const attempt = () =>
      given(onStockAdjusted)
        .when(movement('p1', 'a', '1'))
        .then({});
    expect(attempt).toThrow(expect.objectContaining({ cause: expect.any(TypeError) }));
    expect(complaint(attempt)).toContain('threw unexpected TypeError: undefined is not a function');
  });

  it('an event that does not fit its schema is an error', () => {
    const wrong = { ...availability('p1', five), productId: 7 as unknown as string };
    const sloppy = defineHandler({
      id: 'tally.sloppy',
      on: StockAdjusted,
      emits: [AvailabilityChanged],
      handle: () => done({ events: [say(AvailabilityChanged, wrong)] }),
    });
    expect(
      complaint(() =>
        given(sloppy)
          .when(movement('p1', 'a', '1'))
          .then({}),
      ),
    ).toContain('productId');
  });
});

describe('a handler that is not pure', () => {
  const doing = (work: (total: { story: string }, handed: Given) => string) =>
    defineHandler({
      id: 'tally.impure',
      on: StockAdjusted,
      loads: { tally: (event) => tallies.one({ productId: event.productId }) },
      handle: (_event, rows, handed) =>
        done({ save: [tallies.save({ ...rows.tally, story: work(rows.tally, handed) })] }),
    });
  const used = (work: Parameters<typeof doing>[0]) =>
    complaint(() => given(doing(work), { rows: [tally] }).when(movement('p1', 'a', '1')));
  let calls = 0;

  it('because it changes its rows is told so', () => {
    expect(used((row) => (row.story = 'changed'))).toMatch(
      /^tally\.impure is not pure: it changed what it was given \(Cannot assign to read only property 'story'/,
    );
  });

  it.each<[string, () => string]>([
    ['reads the clock', () => String(Date.now())],
    ['makes a date', () => new Date().toISOString()],
    ['makes an id', () => uuid7()],
    ['remembers its calls', () => String(++calls)],
  ])('because it %s is told what came out otherwise', (_, work) => {
    expect(used(work)).toMatch(
      /^tally\.impure is not pure: it decided otherwise .* The second time:\n {2}save\[0\]\.tally\.story: '.*' instead of '/,
    );
  });

  it('because it takes its time is told where that belongs', () => {
    const slow = { ...doing(() => ''), handle: () => Promise.resolve(done({})) as never };
    expect(
      complaint(() =>
        given(slow)
          .when(movement('p1', 'a', '1'))
          .then({}),
      ),
    ).toContain('it returned a promise');
  });

  it('is not one that uses the time and the ids it is given', () => {
    const story = (_: unknown, { now, newId }: Given) => `${now === instantOfMillis(0)} ${newId()} ${newId()}`;
    given(doing(story), { rows: [tally], now: instantOfMillis(0) })
      .when(movement('p1', 'a', '1'))
      .then({
        save: [
          aRow(tallies, { story: 'true 00000000-0000-7000-8000-000000000001 00000000-0000-7000-8000-000000000002' }),
        ],
      });
  });
});
