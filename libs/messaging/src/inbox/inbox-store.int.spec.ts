import { uuid7 } from '@penstock/domain';
import { inTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { type Claim, claim } from './inbox-store.js';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: 'claims', handlers: [], migrations: [] });
}, 120_000);
afterAll(() => service?.close());

const claims = (count: number): Claim[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ eventId: uuid7(), hash: String.fromCharCode(i).repeat(32), topic: 't', partition: 0 },
    ...{ offset: BigInt(i), key: `k${i}` },
  }));

const claimAll = (some: readonly Claim[]) =>
  inTransaction(service.database, (transaction) => claim(transaction, 'h', some));

const idsOf = (some: readonly Claim[]) => some.map(({ eventId }) => eventId);

const inInbox = (some: readonly Claim[]) =>
  service.query<{ eventId: string; hash: Buffer; position: string; key: string }>(
    `SELECT event_id AS "eventId", hash, position, key FROM inbox WHERE event_id = ANY($1::uuid[]) ORDER BY event_id`,
    [idsOf(some)],
  );

/** Claims in a transaction that stays open until it is told how to end. */
async function open(some: readonly Claim[]): Promise<{ end: (how: 'commit' | 'roll back') => Promise<void> }> {
  const { promise: ending, resolve } = Promise.withResolvers<'commit' | 'roll back'>();
  const claimed = vi.fn();
  const ended = inTransaction(service.database, async (transaction) => {
    await claim(transaction, 'h', some);
    claimed();
    if ((await ending) === 'roll back') throw new Error('roll back');
  }).catch((error: Error) => expect(error.message).toBe('roll back'));
  await vi.waitFor(() => expect(claimed).toHaveBeenCalled());
  return {
    end: async (how) => {
      resolve(how);
      await ended;
    },
  };
}

const someoneWaits = () =>
  vi.waitFor(async () =>
    expect(
      await service.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%claim_events%'`,
      ),
    ).not.toEqual([]),
  );

describe('claiming events', () => {
  it('keeps what each claim says', async () => {
    const some = claims(3);
    expect(await claimAll(some.toReversed())).toEqual(new Set());
    expect(await inInbox(some)).toEqual(
      some.map(({ eventId, hash, offset, key }) => ({
        ...{ eventId, key },
        ...{ hash: Buffer.from(hash, 'latin1'), position: String(offset) },
      })),
    );
  });

  it('names those that were claimed before, and claims the others', async () => {
    const some = claims(6);
    const before = [some[1]!, some[4]!];
    await claimAll(before);
    expect(await claimAll(some)).toEqual(new Set(idsOf(before)));
    expect(await claimAll(some)).toEqual(new Set(idsOf(some)));
    expect(await inInbox(some)).toHaveLength(6);
  });

  it('waits for another transaction that is claiming some of them, and takes its word', async () => {
    const some = claims(6);
    const other = await open(some.slice(2, 4));
    const claimed = claimAll(some);
    await someoneWaits();
    await other.end('commit');
    expect(await claimed).toEqual(new Set(idsOf(some.slice(2, 4))));
    expect(await inInbox(some)).toHaveLength(6);
  });

  it('claims what another transaction gave up', async () => {
    const some = claims(6);
    const other = await open(some.slice(2, 4));
    const claimed = claimAll(some);
    await someoneWaits();
    await other.end('roll back');
    expect(await claimed).toEqual(new Set());
    expect(await inInbox(some)).toHaveLength(6);
  });

  it('knows those from before and those of another transaction, both at once', async () => {
    const some = claims(6);
    await claimAll([some[5]!]);
    const other = await open([some[0]!]);
    const claimed = claimAll(some);
    await someoneWaits();
    await other.end('commit');
    expect(await claimed).toEqual(new Set([some[0]!.eventId, some[5]!.eventId]));
    expect(await inInbox(some)).toHaveLength(6);
  });
});
