import type { Transaction } from '@penstock/persistence';
import type { Cause } from '../handling/outgoing.js';
import type { FailureRecord } from '../errors.js';
import type { Once } from './task.js';

/** A claimed task: nobody else works on it, or on its document, until the lease ends. */
export interface ClaimedTask {
  readonly id: string;
  readonly naturalKey: string;
  readonly document: string;
  readonly payload: unknown;
  readonly cause: Cause;
  readonly attempts: number;
}

/** How long a claim lasts without being renewed: how long a task waits after its process was killed. */
export const TASK_LEASE_SECONDS = 10;

/** Asks for tasks; one that was asked for before, whatever became of it, is left as it is. */
export async function insertTasks(
  transaction: Transaction,
  tasks: readonly { wanted: Once; cause: Cause }[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO task (name, natural_key, document, payload, cause)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::jsonb[]) ON CONFLICT (name, natural_key) DO NOTHING`,
    [
      tasks.map(({ wanted }) => wanted.task),
      tasks.map(({ wanted }) => wanted.naturalKey),
      tasks.map(({ wanted }) => wanted.document),
      tasks.map(({ wanted }) => JSON.stringify(wanted.payload)),
      tasks.map(({ cause }) => JSON.stringify(cause)),
    ],
    'insert tasks',
  );
}

/**
 * Claims due tasks, never two of a document, and none whose document has an older one waiting. Not prepared under a name: a plan made while
 * nothing waited would look at everything that does.
 * @returns the oldest first
 */
export async function claimTasks(transaction: Transaction, name: string, limit: number): Promise<ClaimedTask[]> {
  const claimed = await transaction.query<ClaimedTask>(
    `UPDATE task SET attempts = attempts + 1, leased_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id IN (
       SELECT t.id FROM task t
       WHERE t.name = $1 AND t.state = 'waiting' AND t.next_attempt_at <= clock_timestamp() AND t.leased_until <= clock_timestamp()
         AND NOT EXISTS (SELECT FROM task older WHERE older.document = t.document AND older.state = 'waiting' AND older.id < t.id)
       ORDER BY t.id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, natural_key AS "naturalKey", document, payload, cause, attempts`,
    [name, limit, TASK_LEASE_SECONDS],
  );
  return claimed.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}

/**
 * Of the tasks $1 those that the attempts $2 are still in charge of, locked in the order given: their leases may be renewed at the same moment.
 * Looked up one by one, and as an array, so that no plan reads all tasks.
 */
const IN_CHARGE = `ARRAY(
  SELECT found.id FROM unnest($1::bigint[], $2::integer[]) AS mine(id, attempts) CROSS JOIN LATERAL
    (SELECT t.id FROM task t WHERE t.id = mine.id AND t.attempts = mine.attempts AND t.state = 'waiting' FOR UPDATE) found)`;

const attemptsAt = (tasks: readonly ClaimedTask[]) => [
  tasks.map(({ id }) => id),
  tasks.map(({ attempts }) => attempts),
];

/** Keeps claims while the call outside is under way. */
export async function renewTasks(transaction: Transaction, tasks: readonly ClaimedTask[]): Promise<void> {
  await transaction.query(
    `UPDATE task SET leased_until = clock_timestamp() + make_interval(secs => $3) WHERE id = ANY(${IN_CHARGE})`,
    [...attemptsAt(tasks), TASK_LEASE_SECONDS],
    'renew tasks',
  );
}

export interface TaskEnd {
  readonly task: ClaimedTask;
  readonly state: 'done' | 'failed';
  readonly failure: FailureRecord | null;
}

/**
 * Ends tasks, as far as these attempts are still the ones in charge.
 * @returns the ids of those; of the others another attempt took over meanwhile: the caller's answer is stale and must be dropped
 */
export async function endTasks(transaction: Transaction, ends: readonly TaskEnd[]): Promise<ReadonlySet<string>> {
  if (ends.length === 0) return new Set();
  const rows = await transaction.query<{ id: string }>(
    `UPDATE task SET state = ended.state, ended_at = clock_timestamp(), last_failure = ended.failure
     FROM unnest($1::bigint[], $3::text[], $4::jsonb[]) AS ended(id, state, failure)
     WHERE task.id = ended.id AND task.id = ANY(${IN_CHARGE}) RETURNING task.id`,
    [
      ...attemptsAt(ends.map(({ task }) => task)),
      ends.map(({ state }) => state),
      ends.map(({ failure }) => failure && JSON.stringify(failure)),
    ],
    'end tasks',
  );
  return new Set(rows.map(({ id }) => id));
}

export interface Postponement {
  readonly task: ClaimedTask;
  readonly pauseMillis: number;
  readonly failure: FailureRecord;
}

/** Puts tasks back for another try, each after its pause. */
export async function postponeTasks(transaction: Transaction, postponed: readonly Postponement[]): Promise<void> {
  if (postponed.length === 0) return;
  await transaction.query(
    `UPDATE task SET leased_until = 'epoch', last_failure = put_off.failure,
       next_attempt_at = clock_timestamp() + make_interval(secs => put_off.seconds)
     FROM unnest($1::bigint[], $3::float8[], $4::jsonb[]) AS put_off(id, seconds, failure)
     WHERE task.id = put_off.id AND task.id = ANY(${IN_CHARGE})`,
    [
      ...attemptsAt(postponed.map(({ task }) => task)),
      postponed.map(({ pauseMillis }) => pauseMillis / 1000),
      postponed.map(({ failure }) => JSON.stringify(failure)),
    ],
    'postpone tasks',
  );
}
