import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { ROWS } from './round.js';
import { FORGET_AND_FIND } from './unsent.js';

/** Pages of 8 KB read to find a round of 2,000 rows of 235 bytes: a page holds two dozen of them, and what is looked up besides is little. */
const FEW_PAGES = 1000;
const ALL = [0, 1, 2, 3, 4, 5, 6, 7];
let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: 'backlog', handlers: [], migrations: [] });
  await service.database.query('ALTER TABLE outbox SET (autovacuum_enabled = false)');
}, 120_000);
afterAll(() => service?.close());

/** Adds rows of keys that take turns in the lanes. */
const fill = (count: number, lanes: readonly number[] = ALL) =>
  service.database.query(
    `INSERT INTO outbox (lane, topic, key, event_id, event_type, value)
     SELECT ($2::smallint[])[1 + i % cardinality($2::smallint[])], 't', 'key ' || i % 5000, gen_random_uuid(), 'T', decode(repeat('ab', 235), 'hex')
     FROM generate_series(1, $1) AS i`,
    [count, lanes],
  );

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

/** Pages touched by one look for the next round: the fewest of three, as a connection's first look reads the catalogue too. */
async function pages(lanes = ALL, beingSent: readonly string[] = []): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 3; look += 1) {
    const [{ 'QUERY PLAN': explained }] = await service.database.query(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${FORGET_AND_FIND}`,
      [[], beingSent, lanes, Math.ceil(ROWS / lanes.length)],
    );
    const { Plan: plan } = explained[0] as { Plan: Plan };
    looks.push(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
  }
  return Math.min(...looks);
}

describe('looking for what is unsent', () => {
  it('costs the same among half a million rows as among ten thousand, whatever the planner believes', async () => {
    await pages();
    await service.database.query('VACUUM ANALYZE outbox'); // of an empty table
    await fill(10_000);
    const few = await pages();
    await fill(490_000);
    expect(await pages()).toBeLessThan(few * 1.5);
    await service.database.query('ANALYZE outbox');
    expect(await pages()).toBeLessThan(few * 1.5);
    expect(few).toBeLessThan(FEW_PAGES);
  });

  it('costs no more for half of the lanes, nor when the others have a backlog that is older', async () => {
    await service.database.query('TRUNCATE outbox');
    await fill(200_000, [1, 3, 5, 7]);
    await fill(5000, [0, 2, 4, 6]);
    expect(await pages([0, 2, 4, 6])).toBeLessThan(FEW_PAGES);
  });

  it('costs little more for what is being sent at the moment', async () => {
    await service.database.query('TRUNCATE outbox');
    await fill(50_000);
    const rows: { id: string }[] = await service.database.query('SELECT id FROM outbox ORDER BY id LIMIT $1', [ROWS]);
    expect(await pages(ALL, rows.map(({ id }) => id))).toBeLessThan(2 * FEW_PAGES); // prettier-ignore
  });

  it('passes over what was sent without looking at each row of it, before any vacuum', async () => {
    await service.database.query('TRUNCATE outbox');
    await fill(200_000);
    await service.database.query('DELETE FROM outbox');
    await fill(5000);
    // A look notes in the index which rows are dead, once no analysis that the server began by itself may still see them.
    await vi.waitFor(async () => expect(await pages()).toBeLessThan(2 * FEW_PAGES), { timeout: 5000 }); // all of the index: 800
  });
});
