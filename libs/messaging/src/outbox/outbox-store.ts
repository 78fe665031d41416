import type { Transaction } from '@penstock/persistence';

/** Lanes split the key space among relays; a key never changes its lane. */
export const LANES = 8;

export interface OutboxDraft {
  readonly topic: string;
  readonly key: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The final bytes. */
  readonly value: Buffer;
  readonly traceparent: string | undefined;
}

export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly value: Buffer;
  readonly traceparent: string | null;
}

/** FNV-1a over UTF-16 code units: spreads keys evenly and needs no library. */
export function laneOf(topic: string, key: string): number {
  let hash = 0x811c9dc5;
  for (const text of [topic, '\0', key]) {
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % LANES;
}

/**
 * Appends events in the order given. The stream heads of their keys must be locked already.
 * The values travel as one blob that is cut up in the database: an array of them would be written as hexadecimal text.
 * @returns the rows as they stand in the table
 */
export async function insertIntoOutbox(transaction: Transaction, drafts: readonly OutboxDraft[]): Promise<OutboxRow[]> {
  const inserted = await transaction.query<{ id: string; eventId: string }>(
    `INSERT INTO outbox (lane, topic, key, event_id, event_type, value, traceparent)
     SELECT lane, topic, key, event_id, event_type, substring($8::bytea FROM start + 1 FOR length), traceparent
     FROM unnest($1::smallint[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::integer[], $7::integer[], $9::text[])
       WITH ORDINALITY AS d(lane, topic, key, event_id, event_type, start, length, traceparent, position) ORDER BY position
     RETURNING id, event_id AS "eventId"`,
    [
      drafts.map((d) => laneOf(d.topic, d.key)),
      drafts.map((d) => d.topic),
      drafts.map((d) => d.key),
      drafts.map((d) => d.eventId),
      drafts.map((d) => d.eventType),
      startsOf(drafts.map((d) => d.value)),
      drafts.map((d) => d.value.length),
      Buffer.concat(drafts.map((d) => d.value)),
      drafts.map((d) => d.traceparent ?? null),
    ],
    'append to outbox',
  );
  const byEventId = new Map(drafts.map((draft) => [draft.eventId, draft]));
  return inserted.flatMap(({ id, eventId }) => {
    const draft = byEventId.get(eventId);
    return draft ? [{ ...draft, id, traceparent: draft.traceparent ?? null }] : [];
  });
}

function startsOf(values: readonly Buffer[]): number[] {
  let at = 0;
  return values.map(({ length }) => (at += length) - length);
}

/** Ids of the oldest unsent events of the given lanes, in the order they are to be sent. */
export async function unsentIds(transaction: Transaction, lanes: readonly number[], limit: number): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    'SELECT id FROM outbox WHERE lane = ANY($1::smallint[]) ORDER BY id LIMIT $2',
    [lanes, limit],
    'unsent ids',
  );
  return rows.map(({ id }) => id);
}

export function readOutbox(transaction: Transaction, ids: readonly string[]): Promise<OutboxRow[]> {
  return transaction.query<OutboxRow & Record<string, unknown>>(
    `SELECT id, topic, key, event_id AS "eventId", event_type AS "eventType", value, traceparent
     FROM outbox WHERE id = ANY($1::bigint[]) ORDER BY id`,
    [ids],
    'read outbox',
  );
}

/** Forgets what Kafka has acknowledged. */
export async function deleteSent(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction.query('DELETE FROM outbox WHERE id = ANY($1::bigint[])', [ids], 'delete sent');
}
