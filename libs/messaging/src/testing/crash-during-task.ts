import { type BulkTask, isBulk } from '../tasks/bulk-task.js';
import { TaskLoop } from '../tasks/task-loop.js';
import type { Task } from '../tasks/task.js';
import { listed } from './differences.js';
import { crashEverywhere } from './crash-everywhere.js';
import { failed } from './failed.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { Trial, whileClockStands } from './trial.js';

/** The far side of a task, as a test has it. */
export interface FarSide {
  /** Forgets every call: each process that is to die begins with a far side that knows nothing of it. */
  forget(this: void): void;
  /** What the calls have led to over there; as plain values. */
  effects(this: void): unknown;
}

/**
 * Asserts the same as {@link crashBetweenSteps} of tasks of one kind that wait: the process dies between any two statements of claim and settle,
 * so also before the call to the far side and after it. Another process takes over when the lease has run out. Rows, events, the tasks' states
 * and what the far side was made to do must in the end be as they are without the crash.
 * @returns the names of the statements
 * @throws {AssertionError} naming the statement and what was otherwise
 */
export async function crashDuringTask<P, R>(
  service: ServiceUnderTest,
  task: Task<P, R> | BulkTask<P, R>,
  farSide: FarSide,
): Promise<readonly string[]> {
  // One after the other, so that the statements come in the same order each time.
  const inTurn = isBulk(task) ? { ...task, concurrency: () => 1 } : { ...task, concurrency: 1 };
  return whileClockStands(crashDuringTask, async () => {
    await makeDue(service);
    const trial = await Trial.of(service, []);
    const waiting = await waitingFor(task.name, service);
    if (waiting.length === 0) throw new RangeError(`no task ${task.name} waits to be carried out`);
    const state = async () => ({ ...(await trial.state()), farSide: structuredClone(farSide.effects()) });
    return crashEverywhere(service, trial, {
      what: `${task.name} ${waiting.join(', ')}`,
      byProcess: (database) => workOff(new TaskLoop<P, R>(service.unitsOn(database), inTurn)),
      byHeir: async () => {
        await makeDue(service);
        await workOff(new TaskLoop<P, R>(service.units, inTurn));
      },
      state,
      unharmed: async () => {
        const left = await waitingFor(task.name, service);
        if (left.length > 0) throw failed(`${task.name}: these still wait after a try:${listed(left)}`);
        return state();
      },
      forget: farSide.forget,
    });
  });
}

/** Until nothing is left that may be claimed: the end of one task may let the next one of its document go. */
async function workOff(loop: TaskLoop<any, any>): Promise<void> {
  const { signal } = new AbortController();
  while (await loop.turn(signal)) await loop.stop();
}

/** Leases and pauses have run out. */
const makeDue = ({ query }: ServiceUnderTest) =>
  query(`UPDATE task SET leased_until = 'epoch', next_attempt_at = 'epoch' WHERE state = 'waiting'`);

async function waitingFor(task: string, { query }: ServiceUnderTest): Promise<string[]> {
  const rows = await query<{ key: string }>(
    `SELECT natural_key AS key FROM task WHERE name = $1 AND state = 'waiting' ORDER BY id`,
    [task],
  );
  return rows.map(({ key }) => key);
}
