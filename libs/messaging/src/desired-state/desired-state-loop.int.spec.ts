import { instantOfMillis } from '@penstock/domain';
import { column, defineTable, inTransaction, type RowOf, saveRows, selectRows } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import { Readings } from '../gauges/readings.js';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { desiredStateGauge } from './desired-state-gauges.js';
import { DesiredStateLoop } from './desired-state-loop.js';
import type { PushOutcome } from './desired-state.js';

const signs = defineTable({
  name: 'sign',
  key: ['place'],
  columns: {
    place: column.text(),
    text: column.text(),
    shown: column.nullable(column.text()),
    destination: column.text(),
    desiredVersion: column.bigint(),
    confirmedVersion: column.bigint(),
    priority: column.integer(),
    attempts: column.integer(),
    nextAttemptAt: column.instant(),
    leasedUntil: column.instant(),
    traceparent: column.nullable(column.text()),
  },
  initial: () => ({
    text: '',
    shown: null,
    destination: 'town',
    desiredVersion: 0n,
    confirmedVersion: 0n,
    priority: 1,
    attempts: 0,
    nextAttemptAt: instantOfMillis(0),
    leasedUntil: instantOfMillis(0),
    traceparent: null,
  }),
});
type Sign = RowOf<typeof signs>;

class SignTable1 implements MigrationInterface {
  name = 'SignTable1700000000001';
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE sign (place text PRIMARY KEY, text text NOT NULL, shown text, destination text NOT NULL,
      desired_version bigint NOT NULL, confirmed_version bigint NOT NULL, priority integer NOT NULL, attempts integer NOT NULL,
      next_attempt_at timestamptz NOT NULL, leased_until timestamptz NOT NULL, traceparent text)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sign');
  }
}

let service: ServiceUnderTest;
let answers: (PushOutcome | Error)[];
let pushed: string[][];
let meanwhile: (() => Promise<void>) | undefined;

const loop = () =>
  new DesiredStateLoop<Sign>(
    service.units,
    {
      name: 'signs',
      table: signs,
      destination: 'town',
      batchSize: 2,
      async push(rows) {
        pushed.push(rows.map((row) => `${row.place}=${row.text}`));
        await meanwhile?.();
        const answer = answers.shift() ?? { kind: 'confirmed' };
        if (answer instanceof Error) throw answer;
        return new Map(rows.map((row) => [row.place, answer]));
      },
      settle: (_unit, row, current, outcome) =>
        outcome.kind === 'confirmed' ? { ...current, shown: row.text } : current,
    },
    cause,
  );
const want = (place: string, text: string, priority = 1) =>
  service.units.run(cause, async (unit) => {
    const row = await unit.lock(signs.one({ place }));
    unit.save(signs.save({ ...row, text, priority, desiredVersion: row.desiredVersion + 1n }));
  });
const shown = async () =>
  Object.fromEntries(
    (await inTransaction(service.database, (t) => selectRows(t, signs, 'ORDER BY t.place'))).map((row) => [
      row.place,
      row.shown,
    ]),
  );
const makeDue = () =>
  inTransaction(service.database, async (t) => {
    const rows = await selectRows(t, signs, '');
    await saveRows(
      t,
      rows.map((row) => signs.save({ ...row, nextAttemptAt: instantOfMillis(0) })),
    );
  });

measureSpecs();
beforeAll(async () => {
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'tally',
    handlers: [],
    migrations: [SignTable1],
  });
});
beforeEach(async () => {
  await service.empty();
  answers = [];
  pushed = [];
  meanwhile = undefined;
});
afterAll(() => service?.close());

describe('a desired state', () => {
  it('is pushed once however often it changed before, the urgent first, so many at a time', async () => {
    for (const text of ['1', '2', '3']) await want('a', text);
    await want('b', 'x');
    await want('urgent', 'now', 0);
    const town = loop();
    expect(await town.turn()).toBe(true);
    expect(await town.turn()).toBe(false);
    expect(await town.turn()).toBe(false);
    expect(pushed).toEqual([['urgent=now', 'a=3'], ['b=x']]);
    expect(await shown()).toEqual({ a: '3', b: 'x', urgent: 'now' });
  });

  it('that changed while it was being pushed is pushed again with the last value', async () => {
    await want('a', 'old');
    meanwhile = () => want('a', 'new');
    const town = loop();
    await town.turn();
    meanwhile = undefined;
    await town.turn();
    expect(pushed).toEqual([['a=old'], ['a=new']]);
    expect(await shown()).toEqual({ a: 'new' });
  });

  it('is tried again after an outage, with a pause', async () => {
    await want('a', '1');
    answers = [new Error('connection reset')];
    const town = loop();
    await town.turn();
    expect(await town.turn()).toBe(false);
    expect(pushed).toHaveLength(1);
    await makeDue();
    await town.turn();
    expect(await shown()).toEqual({ a: '1' });
  });

  it('that is refused goes out again only when something else is wanted', async () => {
    await want('a', 'rude');
    answers = [{ kind: 'refused', code: 'RUDE', reason: 'not on this sign' }];
    const town = loop();
    await town.turn();
    await town.turn();
    expect(pushed).toHaveLength(1);
    await want('a', 'kind');
    await town.turn();
    expect(await shown()).toEqual({ a: 'kind' });
  });

  it('is pushed by one of two workers at a time', async () => {
    await want('a', '1');
    meanwhile = async () => {
      meanwhile = undefined;
      expect(await loop().turn()).toBe(false);
    };
    await loop().turn();
    expect(pushed).toEqual([['a=1']]);
  });

  it('is pending in the metrics until it is pushed, by whether a push was in vain', async () => {
    const elsewhere = { ...loop().state, destination: 'elsewhere' };
    const pending = async () => {
      const end = desiredStateGauge(new Readings(service.database), [loop().state, elsewhere]);
      const found = await figuresOf('penstock_desired_state_pending');
      end(); // what it has read once is good for ten seconds
      return found;
    };
    const figures = (never: number, inVain: number) => ({
      'name="signs",destination="town",pushed="never"': never,
      'name="signs",destination="town",pushed="in_vain"': inVain,
      'name="signs",destination="elsewhere",pushed="never"': 0,
      'name="signs",destination="elsewhere",pushed="in_vain"': 0,
    });
    for (const place of ['a', 'b', 'c']) await want(place, '1');
    answers = [new Error('connection reset')];
    await loop().turn();
    expect(await pending()).toEqual(figures(1, 2));
    await makeDue();
    await loop().turn();
    await loop().turn();
    expect(await pending()).toEqual(figures(0, 0));
  });
});
