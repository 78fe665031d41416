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

/** Appends events in the order given. The stream heads of their keys must be locked already. */
export async function insertIntoOutbox(transaction: Transaction, drafts: readonly OutboxDraft[]): Promise<void> {
  await transaction.query(
    `INSERT INTO outbox (lane, topic, key, event_id, event_type, value, traceparent)
     SELECT lane, topic, key, event_id, event_type, value, traceparent
     FROM unnest($1::smallint[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::bytea[], $7::text[])
       WITH ORDINALITY AS d(lane, topic, key, event_id, event_type, value, traceparent, position) ORDER BY position`,
    [
      drafts.map((d) => laneOf(d.topic, d.key)),
      drafts.map((d) => d.topic),
      drafts.map((d) => d.key),
      drafts.map((d) => d.eventId),
      drafts.map((d) => d.eventType),
      drafts.map((d) => d.value),
      drafts.map((d) => d.traceparent ?? null),
    ],
    'append to outbox',
  );
}

/** The oldest unsent events of the given lanes. */
export function readOutbox(transaction: Transaction, lanes: readonly number[], limit: number): Promise<OutboxRow[]> {
  return transaction.query<OutboxRow>(
    `SELECT id, topic, key, event_id AS "eventId", event_type AS "eventType", value, traceparent
     FROM outbox WHERE lane = ANY($1::smallint[]) ORDER BY id LIMIT $2`,
    [lanes, limit],
    'read outbox',
  );
}

/** Forgets what Kafka has acknowledged. */
export async function deleteSent(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction.query('DELETE FROM outbox WHERE id = ANY($1::bigint[])', [ids], 'delete sent');
}
