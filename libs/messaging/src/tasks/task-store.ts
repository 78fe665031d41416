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
 */
export function claimTasks(transaction: Transaction, name: string, limit: number): Promise<ClaimedTask[]> {
  return transaction.query<ClaimedTask>(
    `UPDATE task SET attempts = attempts + 1, leased_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id IN (
       SELECT t.id FROM task t
       WHERE t.name = $1 AND t.state = 'waiting' AND t.next_attempt_at <= clock_timestamp() AND t.leased_until <= clock_timestamp()
         AND NOT EXISTS (SELECT FROM task older WHERE older.document = t.document AND older.state = 'waiting' AND older.id < t.id)
       ORDER BY t.id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, natural_key AS "naturalKey", document, payload, cause, attempts`,
    [name, limit, TASK_LEASE_SECONDS],
  );
}

/** Keeps a claim while the call outside is under way. */
export async function renewTask(transaction: Transaction, task: ClaimedTask): Promise<void> {
  await transaction.query(
    `UPDATE task SET leased_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND attempts = $2 AND state = 'waiting'`,
    [task.id, task.attempts, TASK_LEASE_SECONDS],
    'renew task',
  );
}

/**
 * Ends a task, if this attempt is still the one in charge.
 * @returns false when another attempt took over meanwhile: the caller's answer is stale and must be dropped
 */
export async function endTask(
  transaction: Transaction,
  task: ClaimedTask,
  state: 'done' | 'failed',
  failure: FailureRecord | null,
): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE task SET state = $3, ended_at = clock_timestamp(), last_failure = $4
     WHERE id = $1 AND attempts = $2 AND state = 'waiting' RETURNING id`,
    [task.id, task.attempts, state, failure === null ? null : JSON.stringify(failure)],
    'end task',
  );
  return rows.length === 1;
}

/** Puts a task back for another try after a pause. */
export async function postponeTask(
  transaction: Transaction,
  task: ClaimedTask,
  pauseMillis: number,
  failure: FailureRecord,
): Promise<void> {
  await transaction.query(
    `UPDATE task SET leased_until = 'epoch', next_attempt_at = clock_timestamp() + make_interval(secs => $3), last_failure = $4
     WHERE id = $1 AND attempts = $2 AND state = 'waiting'`,
    [task.id, task.attempts, pauseMillis / 1000, JSON.stringify(failure)],
    'postpone task',
  );
}
