import type { OutgoingRecord } from '@penstock/kafka';
import type { DataSource } from 'typeorm';
import { withoutTransaction } from '@penstock/persistence';
import type { Handover } from './handover.js';
import type { OutboxRow } from './outbox-store.js';
import { forgetAndFind, readOutbox, type UnsentRow } from './unsent.js';

/** Rows of one send, at the most. */
export const ROWS = 2000;

/**
 * Bytes of one send, at the most; an event that is larger is sent alone. All of it may be of one partition, where Kafka takes it as one
 * batch and refuses more than `max.message.bytes`, 1 MiB for topics of the catalogue.
 */
const BYTES = 900 * 1024;

/** What Kafka carries of a row besides its value: key, headers, framing. */
const BYTES_BESIDES = 256;

/** Rows of one send, oldest first. */
export interface Round {
  readonly rows: readonly OutboxRow[];
  /** There are probably enough unsent rows behind these for another full round. */
  readonly isFull: boolean;
}

export const NOTHING: Round = { rows: [], isFull: false };

/**
 * Forgets what was acknowledged and reads the next rows. Which, and in what order, the database says; their bytes come from this process
 * where it has just written them.
 */
export function nextRound(
  database: DataSource,
  lanes: readonly number[],
  sent: { acknowledged: readonly string[]; beingSent: readonly string[] },
  handover: Handover,
): Promise<Round> {
  const limit = Math.ceil(ROWS / lanes.length);
  return withoutTransaction(database, async (connection) => {
    const found = await forgetAndFind(connection, sent, { lanes, limit });
    const chosen = withinBytes(found);
    const rows = new Map(chosen.map(({ id }) => [id, handover.take(id)]));
    const missing = [...rows].flatMap(([id, row]) => (row ? [] : [id]));
    if (missing.length > 0) for (const row of await readOutbox(connection, missing)) rows.set(row.id, row);
    return {
      rows: [...rows.values()].flatMap((row) => row ?? []),
      isFull: chosen.length < found.length || found.length >= limit,
    };
  });
}

/** The first rows that fit into one send, at least one. Cutting by id cuts every lane behind its oldest, so no row overtakes another of its key. */
export function withinBytes(rows: readonly UnsentRow[], most = BYTES): readonly UnsentRow[] {
  let total = 0;
  const tooMany = rows.findIndex(({ bytes }, place) => {
    total += bytes + BYTES_BESIDES;
    return total > most && place > 0;
  });
  return tooMany === -1 ? rows : rows.slice(0, tooMany);
}

export const recordOf = (row: OutboxRow): OutgoingRecord => ({
  topic: row.topic,
  key: row.key,
  value: row.value,
  headers: row.traceparent === null ? {} : { traceparent: row.traceparent },
});
