import type { Transaction } from '@penstock/persistence';
import type { FailureRecord } from '../errors.js';

/** A message set aside, with everything needed to understand it and to try it again. */
export interface ParkedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  /** Null when the message was refused before a handler could claim it. */
  readonly handler: string | null;
  /** These two are null when the bytes could not be decoded. */
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly state: 'waiting' | 'dead';
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly attempts: number;
  /** Null for an event that did not fail itself but waits behind one of its key that did. */
  readonly failure: FailureRecord | null;
  /** Whose personal data the bytes may hold, for erasure. */
  readonly subjectId: string | null;
}

export interface StreamKey {
  readonly topic: string;
  readonly key: string;
}

const headName = (topic: string, key: string): string => `${topic} ${key}`;

/**
 * Which of the given keys have something parked, so that what follows must wait behind it. Their heads are locked against being opened: a key
 * opened by a retry between this look and the caller's commit would leave what the caller parks behind with nobody to try it.
 */
export async function parkedKeys(
  transaction: Transaction,
  group: string,
  keys: readonly StreamKey[],
): Promise<Set<string>> {
  const wanted = new Map(keys.map((k) => [headName(k.topic, k.key), k]));
  const sorted = [...wanted.keys()].sort().map((name) => wanted.get(name));
  const rows = await transaction.query<{ topic: string; key: string }>(
    `SELECT head.* FROM unnest($2::text[], $3::text[]) AS k(topic, key) CROSS JOIN LATERAL
       (SELECT h.topic, h.key FROM key_head h WHERE h.group_name = $1 AND h.topic = k.topic AND h.key = k.key FOR SHARE) head`,
    [group, sorted.map((k) => k?.topic), sorted.map((k) => k?.key)],
    'parked keys',
  );
  return new Set(rows.map((row) => headName(row.topic, row.key)));
}

/** Whether any key of the group has something parked. */
export async function isAnyParked(transaction: Transaction, group: string): Promise<boolean> {
  const rows = await transaction.query(
    'SELECT FROM key_head WHERE group_name = $1 ORDER BY topic, key LIMIT 1',
    [group],
    'any parked key',
  );
  return rows.length > 0;
}

export const isParked = (parked: ReadonlySet<string>, topic: string, key: string): boolean =>
  parked.has(headName(topic, key));
export const markParked = (parked: Set<string>, topic: string, key: string): void =>
  void parked.add(headName(topic, key));

/**
 * Sets messages aside. The same message again (a reread after the database was restored) changes nothing.
 * @throws when another message was set aside at such a position: the topic was made anew, and neither may be forgotten for the other
 */
export async function park(transaction: Transaction, group: string, messages: readonly ParkedMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const places = await transaction.query(
    `INSERT INTO parked (group_name, topic, partition, position, key, handler, event_id, event_type, state, value, headers, attempts, failure, subject_id)
     SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::bytea[],
       $11::jsonb[], $12::integer[], $13::jsonb[], $14::text[])
     ON CONFLICT (group_name, topic, partition, position) DO NOTHING RETURNING 1`,
    [
      group,
      messages.map((m) => m.topic),
      messages.map((m) => m.partition),
      messages.map((m) => m.offset.toString()),
      messages.map((m) => m.key),
      messages.map((m) => m.handler),
      messages.map((m) => m.eventId),
      messages.map((m) => m.eventType),
      messages.map((m) => m.state),
      messages.map((m) => m.value),
      messages.map((m) => JSON.stringify(m.headers)),
      messages.map((m) => m.attempts),
      messages.map((m) => (m.failure ? JSON.stringify(m.failure) : null)),
      messages.map((m) => m.subjectId),
    ],
  );
  if (places.length < messages.length) await demandSame(transaction, group, messages);
}

async function demandSame(transaction: Transaction, group: string, messages: readonly ParkedMessage[]): Promise<void> {
  const [other] = await transaction.query<{ topic: string; partition: number; position: string }>(
    `SELECT m.topic, m.partition, m.position
     FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::bytea[]) AS m(topic, partition, position, value) CROSS JOIN LATERAL
       (SELECT value FROM parked p
        WHERE p.group_name = $1 AND p.topic = m.topic AND p.partition = m.partition AND p.position = m.position OFFSET 0) found
     WHERE found.value <> m.value LIMIT 1`,
    [
      group,
      messages.map((m) => m.topic),
      messages.map((m) => m.partition),
      messages.map((m) => m.offset.toString()),
      messages.map((m) => m.value),
    ],
  );
  if (!other) return;
  const { topic, partition, position } = other;
  throw new Error(
    `${topic}/${partition}/${position} is the place of another message that was set aside: the topic was made anew; decide about what was set aside before`,
  );
}

/** At which offsets these very messages were set aside before: they are read again, because somebody put the group's offset back. */
export async function asideBefore(
  transaction: Transaction,
  group: string,
  at: { topic: string; partition: number },
  messages: readonly { readonly offset: bigint; readonly value: Buffer | null }[],
): Promise<ReadonlySet<bigint>> {
  const rows = await transaction.query<{ position: string }>(
    `SELECT m.position FROM unnest($4::bigint[], $5::bytea[]) AS m(position, value) CROSS JOIN LATERAL
       (SELECT value FROM parked p WHERE p.group_name = $1 AND p.topic = $2 AND p.partition = $3 AND p.position = m.position OFFSET 0) found
     WHERE (found.value = m.value) IS NOT FALSE`,
    [group, at.topic, at.partition, messages.map(({ offset }) => String(offset)), messages.map(({ value }) => value)],
    'set aside before',
  );
  return new Set(rows.map(({ position }) => BigInt(position)));
}

export interface KeyHead {
  readonly topic: string;
  readonly key: string;
  /** Milliseconds until the next try; null when the head is dead and its followers are held until a person decides. */
  readonly retryInMillis: number | null;
}

/** Closes keys: what arrives for them from now on waits. A key that is closed already keeps its own schedule. */
export async function closeKeys(transaction: Transaction, group: string, heads: readonly KeyHead[]): Promise<void> {
  if (heads.length === 0) return;
  const sorted = [...heads].sort((a, b) => (headName(a.topic, a.key) < headName(b.topic, b.key) ? -1 : 1));
  await transaction.query(
    `INSERT INTO key_head (group_name, topic, key, next_attempt_at)
     SELECT $1, topic, key, clock_timestamp() + make_interval(secs => seconds)
     FROM unnest($2::text[], $3::text[], $4::double precision[]) AS h(topic, key, seconds)
     ON CONFLICT (group_name, topic, key) DO NOTHING`,
    [
      group,
      sorted.map((h) => h.topic),
      sorted.map((h) => h.key),
      sorted.map((h) => (h.retryInMillis === null ? null : h.retryInMillis / 1000)),
    ],
  );
}
