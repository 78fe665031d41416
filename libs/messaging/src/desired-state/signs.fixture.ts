import { instantOfMillis } from '@penstock/domain';
import { column, defineTable, inTransaction, type RowOf, selectRows } from '@penstock/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { cause } from '../cause.fixture.js';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { DesiredStateLoop } from './desired-state-loop.js';
import type { DesiredState, PushOutcome } from './desired-state.js';
import { followWishes, unfollowWishes } from './follow-wishes.js';

/** What a town's signs should show. */
export const signs = defineTable({
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
    wantedSince: column.instant(),
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
    wantedSince: instantOfMillis(0),
    attempts: 0,
    nextAttemptAt: instantOfMillis(0),
    leasedUntil: instantOfMillis(0),
    traceparent: null,
  }),
});
export type Sign = RowOf<typeof signs>;

class SignTable1 implements MigrationInterface {
  name = 'SignTable1700000000001';
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE sign (place text PRIMARY KEY, text text NOT NULL, shown text, destination text NOT NULL,
      desired_version bigint NOT NULL, confirmed_version bigint NOT NULL, priority integer NOT NULL,
      wanted_since timestamptz NOT NULL DEFAULT now(), attempts integer NOT NULL,
      next_attempt_at timestamptz NOT NULL, leased_until timestamptz NOT NULL, traceparent text)`);
    for (const statement of followWishes('sign')) await db.query(statement);
  }
  async down(db: QueryRunner): Promise<void> {
    for (const statement of unfollowWishes('sign')) await db.query(statement);
    await db.query('DROP TABLE sign');
  }
}

export const signService = (url: string): Promise<ServiceUnderTest> =>
  serviceUnderTest({ url, service: 'tally', handlers: [], migrations: [SignTable1] });

/** Wants a text at a place, as a handler does: it does not know what was told. */
export const want = (
  units: UnitsOfWork,
  place: string,
  text: string,
  { priority = 1, destination = 'town' } = {},
): Promise<void> =>
  units.run(cause, async (unit) => {
    const row = await unit.lock(signs.one({ place }));
    unit.save(signs.save({ ...row, text, priority, destination, desiredVersion: row.desiredVersion + 1n }));
  });

/** A town that shows what it is told, and writes down which calls it got. */
export class Town {
  /** `place=text` of each row, by call. */
  readonly calls: string[][] = [];
  /** What it answers to the calls that come next, instead of doing as told. */
  answers: (PushOutcome | Error)[] = [];
  /** What happens before it answers. */
  meanwhile: ((rows: readonly Sign[]) => Promise<unknown>) | undefined;

  state(options: Partial<DesiredState<Sign>> = {}): DesiredState<Sign> {
    return {
      name: 'signs',
      table: signs,
      destination: 'town',
      batchSize: 2,
      push: async (rows) => {
        this.calls.push(rows.map((row) => `${row.place}=${row.text}`).sort());
        const answer = this.answers.shift() ?? { kind: 'confirmed' };
        await this.meanwhile?.(rows);
        if (answer instanceof Error) throw answer;
        return new Map(rows.map((row) => [row.place, answer]));
      },
      settle: (_unit, row, current, outcome) =>
        outcome.kind === 'confirmed' ? { ...current, shown: row.text } : current,
      ...options,
    };
  }

  loop(units: UnitsOfWork, options: Partial<DesiredState<Sign>> = {}): DesiredStateLoop<Sign> {
    return new DesiredStateLoop(units, this.state(options), cause);
  }
}

/** One turn, and what it began. @returns whether there may be more */
export async function turn(loop: DesiredStateLoop<Sign>): Promise<boolean> {
  const more = await loop.turn();
  await loop.settled();
  return more;
}

export const shown = async ({ database }: ServiceUnderTest): Promise<Record<string, string | null>> => {
  const rows = await inTransaction(database, (transaction) => selectRows(transaction, signs, 'ORDER BY t.place'));
  return Object.fromEntries(rows.map((row) => [row.place, row.shown]));
};

/** Lets everything that waits for another try be due. */
export const makeDue = ({ query }: ServiceUnderTest): Promise<unknown> =>
  query(`UPDATE sign SET next_attempt_at = 'epoch'`);
