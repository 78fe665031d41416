import type { Transaction } from '@penstock/persistence';
import type { OutboxRow } from './outbox-store.js';

/** What is known of an unsent row before its value is read. */
export interface UnsentRow {
  readonly id: string;
  /** Size of the value. */
  readonly bytes: number;
}

/** $1 ids to forget, $2 ids to leave out, $3 lanes, $4 rows of one lane. */
export const FORGET_AND_FIND = 'SELECT forget_and_find($1, $2, $3, $4) AS rows';

/**
 * Forgets what Kafka has acknowledged, and finds the oldest unsent rows of each lane, in the order they are to be sent.
 *
 * Never from where the last look ended: a row whose id is low may become visible late. The database remembers below which id that can no
 * longer be (`outbox-floor.ts`), and begins there. What is being sent at this moment is left out by its ids. The order of a key holds, because
 * its ids rise in the order of its commits (`stream-heads.ts`).
 * @param limit rows of one lane
 */
export async function forgetAndFind(
  connection: Transaction,
  { acknowledged, beingSent }: { acknowledged: readonly string[]; beingSent: readonly string[] },
  { lanes, limit }: { lanes: readonly number[]; limit: number },
): Promise<UnsentRow[]> {
  const [found] = await connection.query<{ rows: string | null }>(
    FORGET_AND_FIND,
    [acknowledged, beingSent, lanes, limit],
    acknowledged.length > 0 ? 'delete sent, find unsent' : 'find unsent',
  );
  if (!found?.rows) return [];
  return found.rows.split(',').map((row) => {
    const space = row.indexOf(' ');
    return { id: row.slice(0, space), bytes: Number(row.slice(space + 1)) };
  });
}

/** Not prepared, as {@link deleteSent} is not: a plan made while the table was empty would read all of it when there are a million rows. */
export function readOutbox(
  connection: Transaction,
  lanes: readonly number[],
  ids: readonly string[],
): Promise<OutboxRow[]> {
  return connection.query<OutboxRow>(
    'SELECT id, topic, key, value, traceparent FROM outbox WHERE lane = ANY($1::smallint[]) AND id = ANY($2::bigint[])',
    [lanes, ids],
  );
}

/** Forgets what Kafka has acknowledged of these lanes. */
export async function deleteSent(
  connection: Transaction,
  lanes: readonly number[],
  ids: readonly string[],
): Promise<void> {
  await connection.query('DELETE FROM outbox WHERE lane = ANY($1::smallint[]) AND id = ANY($2::bigint[])', [
    lanes,
    ids,
  ]);
}
