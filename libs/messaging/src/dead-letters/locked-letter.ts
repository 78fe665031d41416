import type { Transaction } from '@penstock/persistence';
import type { FailureRecord } from '../errors.js';
import type { EventArrival } from '../inbox/arrival.js';
import type { InboxState } from '../inbox/inbox-store.js';
import type { Position } from './position.js';

/** A message somebody may still decide about, locked. */
export interface LockedLetter {
  readonly state: 'waiting' | 'dead';
  readonly handler: string | null;
  readonly eventId: string | null;
  readonly eventType: string | null;
}

const AT = 'group_name = $1 AND topic = $2 AND partition = $3 AND position = $4';
const placeOf = (group: string, { topic, partition, offset }: Position): unknown[] => [
  group,
  topic,
  partition,
  offset.toString(),
];

/** Locks a message; this, after its key's lock, is what makes a decision count once. @returns undefined when it was applied or discarded */
export async function lockLetter(
  transaction: Transaction,
  group: string,
  at: Position,
): Promise<LockedLetter | undefined> {
  const [row] = await transaction.query<LockedLetter & Record<string, unknown>>(
    `SELECT state, handler, event_id AS "eventId", event_type AS "eventType" FROM parked
     WHERE ${AT} AND state <> 'discarded' FOR UPDATE`,
    placeOf(group, at),
    'lock dead letter',
  );
  return row;
}

export async function forgetLetter(transaction: Transaction, group: string, at: Position): Promise<void> {
  await transaction.query(`DELETE FROM parked WHERE ${AT}`, placeOf(group, at), 'forget dead letter');
}

export async function discardLetter(transaction: Transaction, group: string, at: Position): Promise<void> {
  await transaction.query(
    `UPDATE parked SET state = 'discarded', discarded_at = clock_timestamp() WHERE ${AT}`,
    placeOf(group, at),
    'discard dead letter',
  );
}

/** One more try in vain: the newest error is the one to show. */
export async function recordTry(
  transaction: Transaction,
  group: string,
  at: Position,
  failure: FailureRecord,
): Promise<void> {
  await transaction.query(
    `UPDATE parked SET attempts = attempts + 1, failure = $5 WHERE ${AT}`,
    [...placeOf(group, at), JSON.stringify(failure)],
    'record replay in vain',
  );
}

/** The inbox state of the claim that was made for this very message; undefined when it claimed nothing. */
export async function ownClaim(
  transaction: Transaction,
  { handler, event, message }: EventArrival,
): Promise<InboxState | undefined> {
  const [row] = await transaction.query<{ state: InboxState }>(
    `SELECT state FROM inbox WHERE handler = $1 AND event_id = $2 AND topic = $3 AND partition = $4 AND position = $5 FOR UPDATE`,
    [handler.id, event.meta.eventId, message.topic, message.partition, message.offset.toString()],
    'own claim',
  );
  return row?.state;
}

/** Messages of a key that wait behind a position. */
export async function countFollowers(
  transaction: Transaction,
  group: string,
  at: Position,
  key: string,
): Promise<number> {
  const [row] = await transaction.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM parked
     WHERE group_name = $1 AND topic = $2 AND (partition, position) > ($3, $4) AND key = $5 AND state = 'waiting'`,
    [...placeOf(group, at), key],
    'count followers',
  );
  return row?.count ?? 0;
}
