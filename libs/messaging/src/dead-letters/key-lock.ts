import { allEvents } from '@penstock/contracts';
import type { Transaction } from '@penstock/persistence';
import { type Position, positionText } from './position.js';

/** A key whose head row this transaction has locked: nobody else tries, frees or closes it. */
export interface LockedKey {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  /** True when the oldest waiting message is to be tried by itself; false when a person must decide, or nothing of the key was closed. */
  readonly scheduled: boolean;
}

/** Events whose handlers commute: a dead one of theirs holds nothing up. */
const continuing = allEvents.filter((event) => event.onDeadLetter === 'continue').map((event) => event.name);

/**
 * What later messages of its key must wait for: one that will be tried again, or a dead letter that owns its claim. Bytes nobody could
 * read, and a used id with other content, claimed nothing and hold nothing.
 */
const STANDS_IN_THE_WAY = `(p.state = 'waiting' OR p.state = 'dead' AND p.event_type <> ALL($4::text[]) AND EXISTS (
  SELECT FROM inbox i WHERE i.handler = p.handler AND i.event_id = p.event_id AND i.state = 'dead'
    AND i.topic = p.topic AND i.partition = p.partition AND i.position = p.position))`;

/** Locks a key, closing it first where it is open. {@link releaseKey} must follow in the same transaction. */
export async function lockKey(transaction: Transaction, group: string, topic: string, key: string): Promise<LockedKey> {
  const [head] = await transaction.query<{ scheduled: boolean }>(
    `INSERT INTO key_head (group_name, topic, key, next_attempt_at) VALUES ($1, $2, $3, NULL)
     ON CONFLICT (group_name, topic, key) DO UPDATE SET group_name = excluded.group_name
     RETURNING next_attempt_at IS NOT NULL AS scheduled`,
    [group, topic, key],
    'lock or close key',
  );
  return { group, topic, key, scheduled: head?.scheduled ?? false };
}

/** The oldest message of the key before a position that must come first, as its position's text. */
export async function standsBefore(
  transaction: Transaction,
  { group, topic, key }: LockedKey,
  at: Position,
): Promise<string | undefined> {
  const [row] = await transaction.query<{ partition: number; offset: string }>(
    `SELECT p.partition, p.position AS offset FROM parked p
     WHERE p.group_name = $1 AND p.topic = $2 AND p.key = $3 AND ${STANDS_IN_THE_WAY}
       AND (p.partition, p.position) < ($5, $6) ORDER BY p.partition, p.position LIMIT 1`,
    [group, topic, key, continuing, at.partition, at.offset.toString()],
    'what stands before',
  );
  return row && positionText({ topic, partition: row.partition, offset: BigInt(row.offset) });
}

/**
 * Leaves a key as it must be after a decision: held while a dead letter holds it; else its followers are due now; else open.
 * @param freed the message that was to be tried next is out of the way: do not wait for its schedule
 */
export async function releaseKey(transaction: Transaction, locked: LockedKey, freed: boolean): Promise<void> {
  if (locked.scheduled && !freed) return;
  const { group, topic, key } = locked;
  const [first] = await transaction.query<{ waiting: boolean }>(
    `SELECT p.state = 'waiting' AS waiting FROM parked p
     WHERE p.group_name = $1 AND p.topic = $2 AND p.key = $3 AND ${STANDS_IN_THE_WAY} ORDER BY waiting, p.partition, p.position LIMIT 1`,
    [group, topic, key, continuing],
    'what is left of the key',
  );
  if (!first)
    await transaction.query(
      'DELETE FROM key_head WHERE group_name = $1 AND topic = $2 AND key = $3',
      [group, topic, key],
      'open key',
    );
  else if (first.waiting)
    await transaction.query(
      'UPDATE key_head SET next_attempt_at = clock_timestamp() WHERE group_name = $1 AND topic = $2 AND key = $3',
      [group, topic, key],
      'free followers',
    );
}
