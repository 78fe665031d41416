import { context, SpanKind } from '@opentelemetry/api';
import type { Instant } from '@penstock/domain';
import { contextOf, counter, inSpan, linkTo, logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import { recordOf } from '../errors.js';
import type { Cause } from '../handling/outgoing.js';
import type { Loop } from '../unit-of-work/loop.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { BacklogPace } from './backlog-pace.js';
import { claimCall, RENEWAL_MILLIS, renewLeases } from './claims.js';
import { type DesiredRow, type DesiredState, NotNow, THROTTLED } from './desired-state.js';
import { pauseAfter } from './pause.js';
import { type Answers, settleCall } from './settling.js';

const log = logger('messaging.desired-state');

const told = counter('penstock.desired_state.told', {
  description:
    'Rows that a call told an outside system, by name, destination and outcome: confirmed, later or refused.',
  unit: '{row}',
});

/** Of so many calls one takes what has waited longest, whatever its priority: the urgent must not keep the others waiting for ever. */
const BY_AGE_EVERY = 5;

/**
 * Makes one destination's desired state so: claims dirty rows, pushes them in one call, writes the answers down; several calls at once where the
 * destination allows it. While it takes nothing, nothing is claimed, so that what goes out afterwards is what is most urgent then.
 */
export class DesiredStateLoop<R extends DesiredRow> implements Loop {
  readonly name: string;
  readonly pace = new BacklogPace();
  /** Why the last call failed; null where it did not. */
  lastFailure: { readonly code: string; readonly at: Date } | null = null;
  private readonly underWay = new Set<Promise<void>>();
  private calls = 0;
  private failures = 0;
  private pausedUntil = 0;
  /** Why the destination lets us in no more; null where it does; undefined before the first call. */
  private refusal: NotNow | null | undefined;
  private admission: NotNow | null | undefined;

  constructor(
    private readonly units: UnitsOfWork,
    readonly state: DesiredState<R>,
    private readonly cause: Cause,
  ) {
    this.name = `${state.name} to ${state.destination}`;
  }

  /** Starts one call, if there is a place and something to tell. @returns true when there may be more to do at once */
  async turn(): Promise<boolean> {
    if (this.underWay.size >= (this.state.concurrency ?? 1)) {
      await Promise.race(this.underWay);
      return true;
    }
    if (performance.now() < this.pausedUntil) return false;
    const rows = await inTransaction(this.units.database, (transaction) =>
      claimCall(transaction, this.state, this.calls % BY_AGE_EVERY === BY_AGE_EVERY - 1),
    );
    if (rows.length === 0) {
      if (this.underWay.size === 0) this.pace.idle();
      return false;
    }
    this.calls += 1;
    this.pace.busy();
    const call: Promise<void> = this.call(rows).finally(() => this.underWay.delete(call));
    this.underWay.add(call);
    return true;
  }

  /** Once no call is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  stop(): Promise<void> {
    return this.settled();
  }

  /** One call, with its rows kept while it lasts. Never rejects: what fails is tried again. */
  private async call(rows: readonly R[]): Promise<void> {
    let lease = rows[0]?.leasedUntil as Instant;
    const renewal = setInterval(() => {
      const until = lease;
      lease = (until + RENEWAL_MILLIS * 1000) as Instant;
      inTransaction(this.units.database, (transaction) =>
        renewLeases(transaction, this.state.table, rows, until),
      ).catch((error: unknown) => log.warn({ err: error, loop: this.name }, 'leases not renewed'));
    }, RENEWAL_MILLIS);
    try {
      const answers = await this.push(rows);
      const { admission } = this;
      this.admission = undefined;
      const settled = await settleCall(this.units, this.state, this.cause, {
        ...{ rows, answers, admission },
        lease: () => lease,
      });
      for (const [outcome, count] of settled) {
        told.add(count, { name: this.state.name, destination: this.state.destination, outcome });
        if (outcome !== 'later') this.pace.settled(count);
      }
    } catch (error) {
      // The rows come back when their lease ends: the channel is told again what it may know already.
      log.warn({ err: error, loop: this.name, rows: rows.length }, 'answers not written down');
      this.pauseFor(RENEWAL_MILLIS);
    } finally {
      clearInterval(renewal);
      this.units.wakeLoop(this.name); // a place is free, and a row that changed meanwhile is due again
    }
  }

  /** The call's span continues the trace of its row where there is one row, and is linked to all of them where there are more. */
  private async push(rows: readonly R[]): Promise<Answers> {
    const [first] = rows;
    const parent = contextOf(first?.traceparent ?? undefined);
    const links = rows.slice(1).flatMap((row) => linkTo(row.traceparent) ?? []);
    try {
      const outcomes = await context.with(parent, () =>
        inSpan(this.name, { kind: SpanKind.INTERNAL, links, attributes: { 'penstock.rows': rows.length } }, () =>
          this.state.push(rows),
        ),
      );
      this.failures = 0;
      this.lastFailure = null;
      this.letIn(null);
      return { kind: 'answered', outcomes };
    } catch (error) {
      return this.failed(error, rows.length);
    }
  }

  private failed(error: unknown, rows: number): Answers {
    const throttled = error instanceof NotNow && error.code === THROTTLED;
    if (!throttled) this.failures += 1;
    if (error instanceof NotNow && !throttled) this.letIn(error);
    const { code, message } = error instanceof NotNow ? error : recordOf(error);
    const { millis, tried } = pauseAfter(error, this.failures);
    this.pauseFor(millis);
    if (!throttled) {
      this.lastFailure = { code, at: new Date() };
      const { destination } = this.state;
      log.warn({ destination, code, reason: message, rows, pauseMillis: Math.round(millis) }, 'push failed');
    }
    return tried ? { kind: 'failed', reason: `${code}: ${message}` } : { kind: 'untried' };
  }

  private letIn(refusal: NotNow | null): void {
    if (this.refusal?.code === refusal?.code && this.refusal !== undefined) return;
    this.refusal = refusal;
    this.admission = refusal;
  }

  private pauseFor(millis: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + millis);
    // A timer may be some milliseconds early; the loop's own look is the safety net.
    setTimeout(() => this.units.wakeLoop(this.name), millis + 5).unref();
  }
}
