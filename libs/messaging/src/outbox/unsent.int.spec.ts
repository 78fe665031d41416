import { type Transaction, withoutTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { ROWS } from './round.js';
import { FORGET_AND_FIND, forgetAndFind } from './unsent.js';

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

describe('a session that looks again and again', () => {
  const look = async (session: Transaction, sent: { acknowledged?: string[]; beingSent?: string[] } = {}, lanes = ALL) =>
    (await forgetAndFind(session, { acknowledged: [], beingSent: [], ...sent }, { lanes, limit: 250 })).map(({ id }) => id); // prettier-ignore

  const inOneSession = async (work: (session: Transaction) => Promise<void>) => {
    await service.database.query('TRUNCATE outbox');
    await withoutTransaction(service.database, work);
  };

  /** Sends all there is, as a relay does, and once more so that it is settled. */
  async function sendAll(session: Transaction, lanes = ALL): Promise<void> {
    let acknowledged: string[] = [];
    do acknowledged = await look(session, { acknowledged }, lanes);
    while (acknowledged.length > 0);
    await look(session, {}, lanes);
  }

  const pagesIn = async (session: Transaction) => {
    const [row] = await session.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${FORGET_AND_FIND}`,
      [[], [], ALL, 250],
    );
    const { Plan: plan } = row!['QUERY PLAN'][0];
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  };

  /** A transaction that has its xid and an outbox id, of lane 0, and has not committed. */
  async function late(): Promise<{ id: string; end: (how: 'COMMIT' | 'ROLLBACK') => Promise<void> }> {
    const writer = service.database.createQueryRunner();
    await writer.query('BEGIN');
    await writer.query(`INSERT INTO stream_head VALUES ('t', gen_random_uuid()::text, 1)`);
    const [{ id }] = await writer.query(
      `INSERT INTO outbox (lane, topic, key, event_id, event_type, value) VALUES (0, 't', 'late', gen_random_uuid(), 'T', '') RETURNING id`,
    );
    const end = async (how: string) => {
      await writer.query(how);
      await writer.release();
    };
    return { id, end };
  }

  it('does not pass over what was sent, before any vacuum', async () => {
    await inOneSession(async (session) => {
      await fill(100_000);
      await sendAll(session);
      // Settled once no transaction of any database on this server is left from before.
      await vi.waitFor(async () => expect(await pagesIn(session)).toBeLessThan(100), { timeout: 20_000 });
      await withoutTransaction(service.database, async (other) => {
        await other.query(`SELECT set_config('penstock.outbox_floor', '', false)`);
        expect(await pagesIn(other)).toBeGreaterThan(300);
      });
      await fill(8);
      expect(await look(session)).toHaveLength(8);
    });
  }, 30_000);

  it('finds a row that becomes visible late, however often it looked meanwhile', async () => {
    await inOneSession(async (session) => {
      const writer = await late();
      await fill(3000);
      await sendAll(session);
      await fill(3000);
      await sendAll(session);
      await writer.end('COMMIT');
      expect(await look(session)).toEqual([writer.id]);
    });
  });

  it('finds it too when others began and ended after it', async () => {
    await inOneSession(async (session) => {
      const writer = await late();
      const other = await late();
      await fill(10);
      await sendAll(session);
      await other.end('COMMIT');
      await sendAll(session);
      expect(await look(session)).toEqual([]);
      await writer.end('COMMIT');
      expect(await look(session)).toEqual([writer.id]);
    });
  });

  it('finds again what it found and did not send, when what is behind it was sent', async () => {
    await inOneSession(async (session) => {
      await fill(16);
      const found = await look(session);
      await look(session, { acknowledged: found.slice(6) });
      await look(session);
      expect(await look(session)).toEqual(found.slice(0, 6));
    });
  });

  it('finds again what was being sent and did not arrive, when what is behind it was sent', async () => {
    await inOneSession(async (session) => {
      await fill(16);
      const found = await look(session);
      const beingSent = found.slice(0, 4);
      await look(session, { acknowledged: found.slice(4), beingSent });
      expect(await look(session, { beingSent })).toEqual([]);
      expect(await look(session)).toEqual(beingSent);
    });
  });

  it('finds what stands in lanes that it is given later', async () => {
    await inOneSession(async (session) => {
      await fill(8);
      const [, ...others] = ALL;
      await sendAll(session, others);
      await fill(8);
      await sendAll(session, others);
      expect(await look(session, {}, ALL)).toHaveLength(2);
    });
  });

  it('finds rows of a table that was emptied and filled with ids from before', async () => {
    await inOneSession(async (session) => {
      await fill(16);
      await sendAll(session);
      await fill(8);
      await sendAll(session);
      await service.database.query('TRUNCATE outbox RESTART IDENTITY');
      await fill(8);
      expect(await look(session)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    });
  });

  it('finds rows that were put back with ids from before, 10 s later', async () => {
    await inOneSession(async (session) => {
      await fill(16);
      await sendAll(session);
      await fill(8);
      await sendAll(session);
      await service.database.query(
        `INSERT INTO outbox (id, lane, topic, key, event_id, event_type, value) OVERRIDING SYSTEM VALUE VALUES (1, 0, 't', 'k', gen_random_uuid(), 'T', '')`,
      );
      await vi.waitFor(async () => expect(await look(session)).toEqual(['1']), { timeout: 15_000 });
    });
  }, 30_000);
});
