import { histogram, logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import type { Loop } from '../unit-of-work/loop.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { type BulkTask, isBulk, oneByOne } from './bulk-task.js';
import { type Ended, failedWith, logFailure, type Outcome, Settling } from './settling.js';
import type { Task } from './task.js';
import { inSpanOfAll, TaskAttempt } from './task-attempt.js';
import { claimTasks, type ClaimedTask, renewTasks, TASK_LEASE_SECONDS } from './task-store.js';

const log = logger('messaging.task');
const duration = histogram('penstock.task.duration', {
  description:
    'One attempt of a task, its settling included, by name and outcome: done, again (it is tried again), failed for good, or superseded by another attempt.',
  unit: 's',
});

/**
 * Carries out one kind of task: claims, calls outside, settles; alone or as many together as the task says. The leases are renewed while a call
 * is under way and expire with the process.
 */
export class TaskLoop<P, R> implements Loop {
  readonly name: string;
  private readonly task: BulkTask<P, R>;
  private readonly settling: Settling<P, R>;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly units: UnitsOfWork,
    task: Task<P, R> | BulkTask<P, R>,
  ) {
    this.name = task.name;
    this.task = isBulk(task) ? task : oneByOne(task);
    this.settling = new Settling(units, this.task, !isBulk(task));
  }

  async turn(signal: AbortSignal): Promise<boolean> {
    const free = this.task.concurrency() - this.underWay.size;
    if (free <= 0) {
      if (this.underWay.size === 0) return false; // nothing may be called for now
      await Promise.race(this.underWay);
      return true;
    }
    const most = Math.max(1, this.task.most());
    const claimed = await inTransaction(this.units.database, (transaction) =>
      claimTasks(transaction, this.name, free * most),
    );
    for (let at = 0; at < claimed.length; at += most) {
      const one: Promise<void> = this.attempt(claimed.slice(at, at + most), signal).finally(() =>
        this.underWay.delete(one),
      );
      this.underWay.add(one);
    }
    return claimed.length > 0;
  }

  async stop(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async attempt(claimed: readonly ClaimedTask[], signal: AbortSignal): Promise<void> {
    const begun = performance.now();
    const renewal = setInterval(() => void this.renew(claimed), (TASK_LEASE_SECONDS * 1000) / 3);
    try {
      await inSpanOfAll(this.name, claimed, async () => {
        const attempts = claimed.map((each) => new TaskAttempt<P>(this.name, each, signal));
        const tell = (of: TaskAttempt<P>, outcome: Outcome, error?: Error) => {
          of.end(error);
          duration.record((performance.now() - begun) / 1000, { name: this.name, outcome });
        };
        await this.settling.settle(await this.call(attempts), tell);
      });
    } finally {
      clearInterval(renewal);
    }
  }

  /** What came of each: an error of one is its own, one that is thrown is everyone's. */
  private async call(attempts: readonly TaskAttempt<P>[]): Promise<Ended<P, R>[]> {
    const [only] = attempts;
    const perform = () => this.task.perform(attempts);
    try {
      const results = await (only && attempts.length === 1 ? only.within(perform) : perform());
      return attempts.map((each) => this.endOf(each, results));
    } catch (error) {
      return attempts.map((each) => this.logged(failedWith(each, error)));
    }
  }

  private endOf(of: TaskAttempt<P>, results: ReadonlyMap<string, R | Error>): Ended<P, R> {
    const { naturalKey } = of.attempt;
    if (!results.has(naturalKey)) {
      return this.logged(failedWith(of, new RangeError(`${this.name} did not say what came of ${naturalKey}`)));
    }
    const result = results.get(naturalKey) as R | Error;
    return result instanceof Error ? this.logged(failedWith(of, result)) : { of, result };
  }

  private logged<E extends Ended<P, R>>(ended: E): E {
    if (ended.error !== undefined) logFailure(this.name, ended.of, ended.failure);
    return ended;
  }

  private async renew(claimed: readonly ClaimedTask[]): Promise<void> {
    try {
      await inTransaction(this.units.database, (transaction) => renewTasks(transaction, claimed));
    } catch (error) {
      const keys = claimed.map(({ naturalKey }) => naturalKey);
      log.warn({ err: error, task: this.name, keys }, 'leases not renewed');
    }
  }
}
