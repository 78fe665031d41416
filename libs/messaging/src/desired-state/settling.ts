import { type Instant, instantOfMillis } from '@penstock/domain';
import { logger } from '@penstock/observability';
import type { Cause } from '../handling/outgoing.js';
import { pauseDuringOutage } from '../retry-schedule.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { lockCalled } from './claims.js';
import type { DesiredRow, DesiredState, NotNow, PushOutcome } from './desired-state.js';
import type { Lease } from './lease.js';
import { LONGEST_PAUSE_MILLIS } from './pause.js';

const log = logger('messaging.desired-state');

/** What came of one call. */
export type Answers =
  | { readonly kind: 'answered'; readonly outcomes: ReadonlyMap<string, PushOutcome> }
  /** Nothing can be said about any row. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It was not made, or turned away unread. */
  | { readonly kind: 'untried' };

export interface Call<R> {
  /** As they were when they were claimed. */
  readonly rows: readonly R[];
  readonly answers: Answers;
  /** What keeps them; ended, so that it says the truth. */
  readonly lease: Pick<Lease<DesiredRow>, 'covers'>;
  /** Whether the destination lets us in, where that is news; undefined where it is none. */
  readonly admission: NotNow | null | undefined;
}

const NOT_NAMED: PushOutcome = { kind: 'later', reason: 'the answer did not name this row' };

/** Writes the answers of one call down, all in one transaction. @returns how many rows had which outcome */
export async function settleCall<R extends DesiredRow>(
  units: UnitsOfWork,
  state: DesiredState<R>,
  cause: Cause,
  { rows, answers, lease, admission }: Call<R>,
): Promise<ReadonlyMap<PushOutcome['kind'], number>> {
  const { table } = state;
  const counts = new Map<PushOutcome['kind'], number>();
  await units.run(cause, async (unit) => {
    counts.clear();
    if (admission !== undefined) await state.admitted?.(unit, admission);
    const found = await lockCalled(unit.transaction, table, rows);
    for (const pushed of rows) {
      const current = found.get(table.idOf(pushed));
      if (!current) continue; // taken out during the call: nobody wants to know
      if (!lease.covers(current)) {
        log.warn({ destination: state.destination, row: table.idOf(pushed) }, 'lease lost during the call; told again');
        unit.save(table.save(toldAgain(current)));
        continue;
      }
      if (answers.kind === 'untried') {
        unit.save(table.save({ ...current, leasedUntil: instantOfMillis(0) }));
        continue;
      }
      const outcome = outcomeOf(answers, table.idOf(pushed));
      counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
      unit.save(table.save(after(pushed, state.settle(unit, pushed, current, outcome), outcome, unit.now)));
    }
  });
  return counts;
}

const outcomeOf = (answers: Exclude<Answers, { kind: 'untried' }>, id: string): PushOutcome =>
  answers.kind === 'failed' ? { kind: 'later', reason: answers.reason } : (answers.outcomes.get(id) ?? NOT_NAMED);

/**
 * This process stood still for longer than its lease, and somebody else may have told a newer wish before this call's older one arrived: what
 * the far side holds now is unknown. Whoever has the row now is left alone; the wish is made once more.
 */
const toldAgain = <R extends DesiredRow>(current: R): R => ({
  ...current,
  desiredVersion: current.desiredVersion + 1n,
});

/** As long as a destination is left alone at most, so that an outage that is over is over for all its rows. */
const pauseOf = (attempts: number): number => Math.min(LONGEST_PAUSE_MILLIS, pauseDuringOutage(attempts));

function after<R extends DesiredRow>(pushed: R, row: R, outcome: PushOutcome, now: Instant): R {
  const attempts = outcome.kind === 'later' ? row.attempts + 1 : 0;
  const pause = outcome.kind === 'later' ? (outcome.afterMillis ?? pauseOf(attempts)) : 0;
  return {
    ...row,
    // A refused value counts as dealt with: only a new wish, or a person, makes it go out again.
    confirmedVersion: outcome.kind === 'later' ? row.confirmedVersion : pushed.desiredVersion,
    // What is wanted now was wanted while the call was under way: since when exactly, nobody wrote down.
    wantedSince: outcome.kind === 'later' || row.desiredVersion === pushed.desiredVersion ? row.wantedSince : now,
    attempts,
    nextAttemptAt: (now + pause * 1000) as Instant,
    leasedUntil: instantOfMillis(0),
  };
}
