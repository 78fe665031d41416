import { bigints, type Transaction, uuids } from '@penstock/persistence';

export type InboxState = 'done' | 'skipped' | 'parked' | 'dead';

export interface Claim {
  readonly eventId: string;
  /** SHA-256 of the value bytes, a character a byte: tells a repeat from another event that carries a used id. */
  readonly hash: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
}

/**
 * Claims events for one handler, in the order of their ids. A claimed event counts as done unless {@link setStates} says otherwise before
 * commit. What the claims share is sent once, and the hashes travel as one blob of 32 bytes each.
 * @param claims of one partition
 * @returns the few ids that are not new: they were applied, skipped, parked or refused before
 */
export async function claim(
  transaction: Transaction,
  handler: string,
  claims: readonly Claim[],
): Promise<ReadonlySet<string>> {
  const sorted = [...claims].sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
  const rows = await transaction.query<{ eventId: string }>(
    'SELECT unnest(claim_events($1, $2, $3, $4, $5, $6, $7)) AS "eventId"',
    [
      handler,
      sorted[0]?.topic,
      sorted[0]?.partition,
      uuids(sorted.map((c) => c.eventId)),
      Buffer.from(sorted.map((c) => c.hash).join(''), 'latin1'),
      bigints(sorted.map((c) => c.offset)),
      sorted.map((c) => c.key),
    ],
    'claim events',
  );
  return new Set(rows.map(({ eventId }) => eventId));
}

/**
 * Of claims that were not new, the ids that were used before for other content. Not prepared under a name: the plan of a prepared one, made
 * while the inbox was empty, went on to read all of it for two ids, and did so in parts that cannot hold them.
 */
export async function conflicting(
  transaction: Transaction,
  handler: string,
  repeats: readonly Claim[],
): Promise<ReadonlySet<string>> {
  if (repeats.length === 0) return new Set();
  const rows = await transaction.query<{ eventId: string; hash: Buffer }>(
    `SELECT event_id AS "eventId", hash FROM inbox WHERE handler = $1 AND event_id = ANY ($2::uuid[])`,
    [handler, repeats.map((c) => c.eventId)],
  );
  const before = new Map(rows.map(({ eventId, hash }) => [eventId, hash.toString('latin1')]));
  return new Set(
    repeats.filter((c) => before.has(c.eventId) && before.get(c.eventId) !== c.hash).map((c) => c.eventId),
  );
}

/** Moves claimed events to another state. Not prepared, for the reason of {@link conflicting}. */
export async function setStates(
  transaction: Transaction,
  states: readonly { handler: string; eventId: string; state: InboxState }[],
): Promise<void> {
  const alike = Map.groupBy(states, ({ handler, state }) => `${state} ${handler}`);
  for (const some of alike.values()) {
    await transaction.query('UPDATE inbox SET state = $1 WHERE handler = $2 AND event_id = ANY ($3::uuid[])', [
      some[0]?.state,
      some[0]?.handler,
      some.map(({ eventId }) => eventId),
    ]);
  }
}

/** Days of event ids the inbox keeps, and makes ahead: an id outside of them cannot be claimed, so it is refused. */
export const INBOX_DAYS = { back: 90, ahead: 7 } as const;

/** Makes the partitions of the coming days and drops those past the horizon. Cheap when there is nothing to do. */
export async function keepInboxPartitions(transaction: Transaction): Promise<void> {
  await transaction.query('SELECT keep_inbox_partitions($1, $2)', [INBOX_DAYS.back, INBOX_DAYS.ahead]);
}
