import { logger } from '@penstock/observability';
import { isInfrastructure } from '@penstock/persistence';
import { type FailureRecord, Permanent, recordOf } from '../errors.js';
import { pauseDuringOutage } from '../retry-schedule.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { BulkTask } from './bulk-task.js';
import type { TaskAttempt } from './task-attempt.js';
import { endTasks, type Postponement, postponeTasks, type TaskEnd } from './task-store.js';

const log = logger('messaging.task');

/** An outage is waited out for ever; an error nobody foresaw is ours, and goes to a person after this many tries. */
const UNEXPECTED_TRIES = 8;

export type Outcome = 'done' | 'again' | 'failed' | 'superseded';

/** One attempt and what came of its call. */
export type Ended<P, R> = Done<P, R> | Failed<P>;

interface Done<P, R> {
  readonly of: TaskAttempt<P>;
  readonly result: R;
  readonly error?: undefined;
}

interface Failed<P> {
  readonly of: TaskAttempt<P>;
  readonly error: Error;
  readonly failure: FailureRecord;
}

export function failedWith<P>(of: TaskAttempt<P>, thrown: unknown): Failed<P> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { of, error, failure: recordOf(thrown) };
}

/** Writes down what came of attempts: all of them in one transaction, unless one of them stands in the others' way. */
export class Settling<P, R> {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly task: BulkTask<P, R>,
    /** Whether a unit's cause is that of its only task. */
    private readonly isAlone: boolean,
  ) {}

  /** Never throws: what cannot be written down is tried again when its lease has run out. */
  async settle(ended: readonly Ended<P, R>[], tell: (of: TaskAttempt<P>, outcome: Outcome, error?: Error) => void) {
    try {
      const cause = this.isAlone ? ended[0]?.of.attempt.cause : undefined;
      const outcomes = await this.units.run(cause, (unit) => this.write(unit, ended));
      for (const each of ended) tell(each.of, outcomes.get(each) ?? 'again', each.error);
    } catch (error) {
      await this.settleOtherwise(ended, error, tell);
    }
  }

  /** A statement that fails does not say whose it was: half of them find it. What fails alone, or for all alike, failed as a call does. */
  private async settleOtherwise(ended: readonly Ended<P, R>[], error: unknown, tell: Parameters<this['settle']>[1]) {
    const forAll = isInfrastructure(error);
    if (ended.length > 1 && !forAll) {
      const middle = Math.ceil(ended.length / 2);
      await this.settle(ended.slice(0, middle), tell);
      await this.settle(ended.slice(middle), tell);
    } else if (ended.some((each) => each.error === undefined)) {
      const failed = ended.map((each) => (each.error === undefined ? failedWith(each.of, error) : each));
      for (const { of, failure } of failed) logFailure(this.task.name, of, failure);
      await this.settle(failed, tell);
    } else {
      for (const { of } of ended) {
        // The lease runs out by itself and the task is tried again.
        const { naturalKey: key } = of.attempt;
        log.error({ err: error, task: this.task.name, key }, 'the failure could not be written down');
        tell(of, 'again', error instanceof Error ? error : undefined);
      }
    }
  }

  private async write(unit: UnitOfWork, all: readonly Ended<P, R>[]): Promise<Map<Ended<P, R>, Outcome>> {
    const ending = all.filter((each) => !isToBeTriedAgain(each));
    await postponeTasks(unit.transaction, all.filter(isToBeTriedAgain).map(postponementOf));
    const inCharge = await endTasks(unit.transaction, ending.map(endOf));
    const own = ending.filter(({ of }) => inCharge.has(of.claimed.id));
    const { loads } = this.task;
    if (loads) await unit.load(own.flatMap((each) => loads(each.of.payload, resultOf(each))));
    const outcomes = new Map<Ended<P, R>, Outcome>();
    for (const each of ending) {
      const isOwn = inCharge.has(each.of.claimed.id);
      outcomes.set(each, isOwn ? await each.of.within(() => this.settleOne(unit, each)) : this.superseded(each));
    }
    return outcomes;
  }

  private async settleOne(unit: UnitOfWork, each: Ended<P, R>): Promise<Outcome> {
    const { payload, attempt } = each.of;
    if (each.error === undefined) {
      await this.task.settle(unit, payload, each.result, attempt);
      return 'done';
    }
    await this.task.failed(unit, payload, each.error, attempt);
    return 'failed';
  }

  private superseded({ of, error }: Ended<P, R>): Outcome {
    const { naturalKey: key } = of.attempt;
    if (!error) log.warn({ task: this.task.name, key }, 'another attempt took over; this answer is dropped');
    return 'superseded';
  }
}

export function logFailure(
  task: string,
  { attempt }: TaskAttempt<any>,
  { code, message: reason }: FailureRecord,
): void {
  log.warn({ task, key: attempt.naturalKey, attempts: attempt.number, code, reason }, 'task failed');
}

const isToBeTriedAgain = <P>(ended: Ended<P, unknown>): ended is Failed<P> =>
  ended.error !== undefined &&
  !(ended.error instanceof Permanent) &&
  !(ended.failure.kind === 'unexpected' && ended.of.attempt.number >= UNEXPECTED_TRIES);

const resultOf = <R>(ended: Ended<unknown, R>): R | undefined => (ended.error === undefined ? ended.result : undefined);

const endOf = (ended: Ended<unknown, unknown>): TaskEnd =>
  ended.error === undefined
    ? { task: ended.of.claimed, state: 'done', failure: null }
    : { task: ended.of.claimed, state: 'failed', failure: ended.failure };

const postponementOf = ({ of, failure }: Failed<unknown>): Postponement => ({
  task: of.claimed,
  pauseMillis: pauseDuringOutage(of.attempt.number),
  failure,
});
