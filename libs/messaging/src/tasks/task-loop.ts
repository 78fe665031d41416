import { context, SpanKind } from '@opentelemetry/api';
import { contextOf, histogram, inSpan, logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import { Permanent, recordOf } from '../errors.js';
import { pauseDuringOutage } from '../retry-schedule.js';
import type { Loop } from '../unit-of-work/loop.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { Attempt, Task } from './task.js';
import { claimTasks, type ClaimedTask, endTask, postponeTask, renewTask, TASK_LEASE_SECONDS } from './task-store.js';

const log = logger('messaging.task');
const duration = histogram('penstock.task.duration', {
  description:
    'One attempt of a task, its settling included, by name and outcome: done, again (it is tried again), failed for good, or superseded by another attempt.',
  unit: 's',
});

type Outcome = 'done' | 'again' | 'failed' | 'superseded';

/** An outage is waited out for ever; an error nobody foresaw is ours, and goes to a person after this many tries. */
const UNEXPECTED_TRIES = 8;

/** Carries out one kind of task: claims, calls outside, settles. The lease is renewed while a call is under way and expires with the process. */
export class TaskLoop<P, R> implements Loop {
  readonly name: string;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly units: UnitsOfWork,
    private readonly task: Task<P, R>,
  ) {
    this.name = task.name;
  }

  async turn(signal: AbortSignal): Promise<boolean> {
    const free = this.task.concurrency - this.underWay.size;
    if (free <= 0) {
      await Promise.race(this.underWay);
      return true;
    }
    const claimed = await inTransaction(this.units.database, (transaction) =>
      claimTasks(transaction, this.task.name, free),
    );
    for (const task of claimed) {
      const one: Promise<void> = this.attempt(task, signal).finally(() => this.underWay.delete(one));
      this.underWay.add(one);
    }
    return claimed.length > 0;
  }

  async stop(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async attempt(claimed: ClaimedTask, signal: AbortSignal): Promise<void> {
    const attempt: Attempt = { number: claimed.attempts, naturalKey: claimed.naturalKey, cause: claimed.cause, signal };
    const begun = performance.now();
    let outcome: Outcome = 'again';
    const renewal = setInterval(() => void this.renew(claimed), (TASK_LEASE_SECONDS * 1000) / 3);
    try {
      await context.with(contextOf(claimed.cause.traceparent), () =>
        inSpan(this.task.name, { kind: SpanKind.INTERNAL, attributes: attributesOf(claimed) }, async () => {
          const result = await this.task.perform(claimed.payload as P, attempt);
          outcome = await this.settle(claimed, attempt, result);
        }),
      );
    } catch (error) {
      outcome = await this.failed(claimed, attempt, error);
    } finally {
      clearInterval(renewal);
      duration.record((performance.now() - begun) / 1000, { name: this.task.name, outcome });
    }
  }

  private settle(claimed: ClaimedTask, attempt: Attempt, result: R): Promise<Outcome> {
    return this.units.run(claimed.cause, async (unit) => {
      if (await endTask(unit.transaction, claimed, 'done', null)) {
        await this.task.settle(unit, claimed.payload as P, result, attempt);
        return 'done';
      }
      log.warn({ task: this.task.name, key: claimed.naturalKey }, 'another attempt took over; this answer is dropped');
      return 'superseded';
    });
  }

  private async failed(claimed: ClaimedTask, attempt: Attempt, error: unknown): Promise<Outcome> {
    const failure = recordOf(error);
    log.warn(
      {
        task: this.task.name,
        key: claimed.naturalKey,
        attempts: claimed.attempts,
        code: failure.code,
        reason: failure.message,
      },
      'task failed',
    );
    try {
      return await this.units.run(claimed.cause, async (unit): Promise<Outcome> => {
        if (!(error instanceof Permanent) && !(failure.kind === 'unexpected' && claimed.attempts >= UNEXPECTED_TRIES)) {
          const pause = pauseDuringOutage(claimed.attempts);
          await postponeTask(unit.transaction, claimed, pause, failure);
          return 'again';
        }
        if (!(await endTask(unit.transaction, claimed, 'failed', failure))) return 'superseded';
        const reason = error instanceof Error ? error : new Error(failure.message);
        await this.task.failed(unit, claimed.payload as P, reason, attempt);
        return 'failed';
      });
    } catch (writing) {
      // The lease runs out by itself and the task is tried again.
      log.error(
        { err: writing, task: this.task.name, key: claimed.naturalKey },
        'the failure could not be written down',
      );
      return 'again';
    }
  }

  private async renew(claimed: ClaimedTask): Promise<void> {
    try {
      await inTransaction(this.units.database, (transaction) => renewTask(transaction, claimed));
    } catch (error) {
      log.warn({ err: error, task: this.task.name, key: claimed.naturalKey }, 'lease not renewed');
    }
  }
}

const attributesOf = (claimed: ClaimedTask): Record<string, string | number> => ({
  'penstock.task.key': claimed.naturalKey,
  'penstock.task.attempt': claimed.attempts,
  'penstock.correlation.id': claimed.cause.correlationId,
  'penstock.aggregate.id': claimed.document,
});
