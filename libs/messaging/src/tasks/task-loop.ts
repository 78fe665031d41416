import { context, SpanKind } from '@opentelemetry/api';
import { contextOf, inSpan, logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import { Permanent, recordOf } from '../errors.js';
import { pauseDuringOutage } from '../retry-schedule.js';
import type { Loop } from '../unit-of-work/loop.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { Attempt, Task } from './task.js';
import { claimTasks, type ClaimedTask, endTask, postponeTask, renewTask, TASK_LEASE_SECONDS } from './task-store.js';

const log = logger('messaging.task');

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
    const renewal = setInterval(() => void this.renew(claimed), (TASK_LEASE_SECONDS * 1000) / 3);
    try {
      await context.with(contextOf(claimed.cause.traceparent), () =>
        inSpan(this.task.name, { kind: SpanKind.INTERNAL, attributes: attributesOf(claimed) }, async () => {
          const result = await this.task.perform(claimed.payload as P, attempt);
          await this.settle(claimed, attempt, result);
        }),
      );
    } catch (error) {
      await this.failed(claimed, attempt, error);
    } finally {
      clearInterval(renewal);
    }
  }

  private settle(claimed: ClaimedTask, attempt: Attempt, result: R): Promise<void> {
    return this.units.run(claimed.cause, async (unit) => {
      if (await endTask(unit.transaction, this.task.name, claimed, 'done', null))
        await this.task.settle(unit, claimed.payload as P, result, attempt);
      else
        log.warn(
          { task: this.task.name, key: claimed.naturalKey },
          'another attempt took over; this answer is dropped',
        );
    });
  }

  private async failed(claimed: ClaimedTask, attempt: Attempt, error: unknown): Promise<void> {
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
      await this.units.run(claimed.cause, async (unit) => {
        if (!(error instanceof Permanent) && !(failure.kind === 'unexpected' && claimed.attempts >= UNEXPECTED_TRIES)) {
          const pause = pauseDuringOutage(claimed.attempts);
          return postponeTask(unit.transaction, this.task.name, claimed, pause, failure);
        }
        if (await endTask(unit.transaction, this.task.name, claimed, 'failed', failure))
          await this.task.failed(
            unit,
            claimed.payload as P,
            error instanceof Error ? error : new Error(failure.message),
            attempt,
          );
      });
    } catch (writing) {
      // The lease runs out by itself and the task is tried again.
      log.error(
        { err: writing, task: this.task.name, key: claimed.naturalKey },
        'the failure could not be written down',
      );
    }
  }

  private async renew(claimed: ClaimedTask): Promise<void> {
    try {
      await inTransaction(this.units.database, (transaction) => renewTask(transaction, this.task.name, claimed));
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
