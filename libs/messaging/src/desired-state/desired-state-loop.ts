import { context, SpanKind } from '@opentelemetry/api';
import { type Instant, instantOfMillis } from '@penstock/domain';
import { contextOf, inSpan, linkTo, logger } from '@penstock/observability';
import { claimRows, inTransaction } from '@penstock/persistence';
import { recordOf } from '../errors.js';
import type { Cause } from '../handling/outgoing.js';
import { pauseDuringOutage } from '../retry-schedule.js';
import type { Loop } from '../unit-of-work/loop.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { DesiredRow, DesiredState, PushOutcome } from './desired-state.js';

const log = logger('messaging.desired-state');
const LEASE_MILLIS = 15_000;

/** Makes one destination's desired state so: claims dirty rows, pushes them in one call, writes the answers down. */
export class DesiredStateLoop<R extends DesiredRow> implements Loop {
  readonly name: string;

  constructor(
    private readonly units: UnitsOfWork,
    readonly state: DesiredState<R>,
    private readonly cause: Cause,
  ) {
    this.name = `${state.name} to ${state.destination}`;
  }

  async turn(): Promise<boolean> {
    const rows = await this.claim();
    if (rows.length === 0) return false;
    const outcomes = await this.push(rows);
    await this.settle(rows, outcomes);
    return rows.length === this.state.batchSize;
  }

  /** By the clock of the database: a lease must mean the same to every replica. */
  private claim(): Promise<R[]> {
    const { table, destination, batchSize } = this.state;
    return inTransaction(this.units.database, (transaction) =>
      claimRows(transaction, table, {
        set: `leased_until = now() + interval '${LEASE_MILLIS} ms'`,
        condition: `WHERE t.destination = $1 AND t.desired_version > t.confirmed_version AND t.next_attempt_at <= now()
          AND t.leased_until <= now() ORDER BY t.priority, t.next_attempt_at LIMIT ${batchSize}`,
        values: [destination],
      }),
    );
  }

  /** The call's span continues the trace of its row where there is one row, and is linked to all of them where there are more. */
  private async push(rows: readonly R[]): Promise<ReadonlyMap<string, PushOutcome>> {
    const [first] = rows;
    const parent = contextOf(first?.traceparent ?? undefined);
    const links = rows.slice(1).flatMap((row) => linkTo(row.traceparent) ?? []);
    try {
      return await context.with(parent, () =>
        inSpan(this.name, { kind: SpanKind.INTERNAL, links, attributes: { 'penstock.rows': rows.length } }, () =>
          this.state.push(rows),
        ),
      );
    } catch (error) {
      const failure = recordOf(error);
      log.warn(
        { destination: this.state.destination, code: failure.code, reason: failure.message, rows: rows.length },
        'push failed',
      );
      const later: PushOutcome = { kind: 'later', reason: `${failure.code}: ${failure.message}` };
      return new Map(rows.map((row) => [this.state.table.idOf(row), later]));
    }
  }

  private async settle(rows: readonly R[], outcomes: ReadonlyMap<string, PushOutcome>): Promise<void> {
    const { table } = this.state;
    await this.units.run(this.cause, async (unit) => {
      const refs = rows.map((row) => table.one(row));
      await unit.load(refs);
      for (const pushed of rows) {
        const outcome = outcomes.get(table.idOf(pushed)) ?? {
          kind: 'later',
          reason: 'the answer did not name this row',
        };
        const current = unit.row(table.one(pushed));
        unit.save(table.save(this.after(pushed, this.state.settle(unit, pushed, current, outcome), outcome, unit.now)));
      }
    });
  }

  private after(pushed: R, row: R, outcome: PushOutcome, now: Instant): R {
    const attempts = outcome.kind === 'later' ? row.attempts + 1 : 0;
    const pause = outcome.kind === 'later' ? (outcome.afterMillis ?? pauseDuringOutage(attempts)) : 0;
    return {
      ...row,
      // A refused value counts as dealt with: only a new wish, or a person, makes it go out again.
      confirmedVersion: outcome.kind === 'later' ? row.confirmedVersion : pushed.desiredVersion,
      attempts,
      nextAttemptAt: (now + pause * 1000) as Instant,
      leasedUntil: instantOfMillis(0),
    };
  }
}
