import { context, SpanKind } from '@opentelemetry/api';
import { contextOf, counter, inSpan, linkTo, logger } from '@penstock/observability';
import type { Cause } from '../handling/outgoing.js';
import type { Loop } from '../unit-of-work/loop.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { BacklogPace } from './backlog-pace.js';
import { claimCall, RENEWAL_MILLIS } from './claims.js';
import type { DesiredRow, DesiredState } from './desired-state.js';
import { Lease } from './lease.js';
import { Outage } from './outage.js';
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
  private readonly outage: Outage;
  private readonly underWay = new Set<Promise<void>>();
  private calls = 0;
  private gatherUntil = 0;

  constructor(
    private readonly units: UnitsOfWork,
    readonly state: DesiredState<R>,
    private readonly cause: Cause,
  ) {
    this.name = `${state.name} to ${state.destination}`;
    this.outage = new Outage(state.destination, log);
  }

  /** Why the last call failed; null where it did not. */
  get lastFailure(): Outage['last'] {
    return this.outage.last;
  }

  /** Starts one call, if there is a place and something to tell. @returns true when there may be more to do at once */
  async turn(): Promise<boolean> {
    if (this.outage.isPaused || performance.now() < this.gatherUntil) return false;
    if (this.underWay.size >= this.outage.places(this.state.concurrency ?? 1)) {
      await Promise.race(this.underWay);
      return true;
    }
    const byAge = this.calls % BY_AGE_EVERY === BY_AGE_EVERY - 1;
    const rows = await claimCall(this.units.database, this.state, byAge);
    if (rows.length === 0) {
      if (this.underWay.size === 0) this.pace.idle();
      return false;
    }
    this.calls += 1;
    this.pace.busy();
    if (rows.length < this.state.batchSize) this.gather();
    const call: Promise<void> = this.call(rows).finally(() => this.underWay.delete(call));
    this.underWay.add(call);
    return true;
  }

  /** Lets what changes in the next moment go together. A full call waits for nobody: there is a backlog. */
  private gather(): void {
    const { gatherMillis = 0 } = this.state;
    if (gatherMillis === 0) return;
    this.gatherUntil = performance.now() + gatherMillis;
    // A timer may be some milliseconds early; the loop's own look is the safety net.
    setTimeout(() => this.units.wakeLoop(this.name), gatherMillis + 1).unref();
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
    const { state, units } = this;
    const lease = new Lease(units.database, state.table, rows);
    try {
      const answers = await this.push(rows);
      await lease.end();
      const admission = this.outage.admission();
      const settled = await settleCall(units, state, this.cause, { rows, answers, lease, admission });
      for (const [outcome, count] of settled) {
        told.add(count, { name: state.name, destination: state.destination, outcome });
        if (outcome !== 'later') this.pace.settled(count);
      }
    } catch (error) {
      // The rows come back when their lease ends: the channel is told again what it may know already.
      log.warn({ err: error, loop: this.name, rows: rows.length }, 'answers not written down');
      this.pauseFor(RENEWAL_MILLIS);
    } finally {
      await lease.end();
      this.units.wakeLoop(this.name); // a place is free, and a row that changed meanwhile is due again
    }
  }

  /** The call's span continues the trace of its row where there is one row, and is linked to all of them where there are more. */
  private async push(rows: readonly R[]): Promise<Answers> {
    const begunAt = performance.now();
    const [first] = rows;
    const parent = contextOf(first?.traceparent ?? undefined);
    const links = rows.slice(1).flatMap((row) => linkTo(row.traceparent) ?? []);
    try {
      const outcomes = await context.with(parent, () =>
        inSpan(this.name, { kind: SpanKind.INTERNAL, links, attributes: { 'penstock.rows': rows.length } }, () =>
          this.state.push(rows),
        ),
      );
      this.outage.answered();
      return { kind: 'answered', outcomes };
    } catch (error) {
      const { millis, tried, reason } = this.outage.failed(error, begunAt, rows.length);
      this.pauseFor(millis);
      return tried ? { kind: 'failed', reason } : { kind: 'untried' };
    }
  }

  private pauseFor(millis: number): void {
    this.outage.pause(millis);
    // A timer may be some milliseconds early; the loop's own look is the safety net.
    setTimeout(() => this.units.wakeLoop(this.name), millis + 5).unref();
  }
}
