import { integers, type Transaction, uuids } from '@penstock/persistence';

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
 * Appends events in the order given. The stream heads of their keys must be locked already: so the transaction has its xid before it takes an
 * outbox id, which is what lets a relay know below which id nothing can become visible any more (`outbox-floor.ts`).
 * Topics and event types, of which there are few, are sent once and named by their place; the values travel as one blob that is cut up in
 * the database. Arrays of them would be written and escaped as text, which took a sixth of a busy process' time.
 * @returns the rows as they stand in the table
 */
export async function insertIntoOutbox(transaction: Transaction, drafts: readonly OutboxDraft[]): Promise<OutboxRow[]> {
  const topics = dictionary(drafts.map(({ topic }) => topic));
  const types = dictionary(drafts.map(({ eventType }) => eventType));
  const inserted = await transaction.query<{ id: string }>(
    `INSERT INTO outbox (lane, topic, key, event_id, event_type, value, traceparent)
     SELECT lane, ($1::text[])[topic], key, event_id, ($2::text[])[event_type], substring($3::bytea FROM start + 1 FOR length), traceparent
     FROM (SELECT unnest($4::integer[]) AS lane, unnest($5::integer[]) AS topic, unnest($6::integer[]) AS event_type, unnest($7::integer[]) AS start,
         unnest($8::integer[]) AS length, unnest($9::text[]) AS key, unnest($10::uuid[]) AS event_id, unnest($11::text[]) AS traceparent,
         generate_series(1, cardinality($4::integer[])) AS position) d
     ORDER BY position
     RETURNING id`,
    [
      topics.words,
      types.words,
      Buffer.concat(drafts.map((d) => d.value)),
      integers(drafts.map((d) => laneOf(d.topic, d.key))),
      integers(topics.places),
      integers(types.places),
      integers(startsOf(drafts.map((d) => d.value))),
      integers(drafts.map((d) => d.value.length)),
      drafts.map((d) => d.key),
      uuids(drafts.map((d) => d.eventId)),
      drafts.map((d) => d.traceparent ?? null),
    ],
    'append to outbox',
  );
  // Ids are given in the order of the drafts; the order they are returned in is nobody's promise.
  const ids = inserted.map(({ id }) => BigInt(id)).sort((a, b) => (a < b ? -1 : 1));
  return drafts.map(({ topic, key, value, traceparent }, i) => ({
    ...{ id: String(ids[i]), topic, key, value },
    traceparent: traceparent ?? null,
  }));
}

/** Each word once, and for every item the place of its word, counted from 1 as PostgreSQL does. */
export function dictionary(items: readonly string[]): { words: string[]; places: number[] } {
  const places = new Map<string, number>();
  const found = items.map((item) => {
    const known = places.get(item);
    if (known !== undefined) return known;
    places.set(item, places.size + 1);
    return places.size;
  });
  return { words: [...places.keys()], places: found };
}

function startsOf(values: readonly Buffer[]): number[] {
  let at = 0;
  return values.map(({ length }) => (at += length) - length);
}
