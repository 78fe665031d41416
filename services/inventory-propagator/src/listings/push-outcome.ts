import type { PushOutcome, UnitOfWork } from '@penstock/messaging';
import type { ListingPushRow } from './listing.js';
import { channelRefusalOver, channelRefused } from './exceptions.js';
import { urgency } from './urgency.js';

/** A comparison that was refused: the channel shows another quantity than we believed, so a sale is in flight. */
export type Stale = Extract<PushOutcome, { kind: 'later' }> & { readonly stale: true };

export const stale = (holdMillis: number, reason: string): Stale => ({
  kind: 'later',
  afterMillis: holdMillis,
  reason,
  stale: true,
});

const isStale = (outcome: PushOutcome): outcome is Stale => outcome.kind === 'later' && 'stale' in outcome;

/** Writes a channel's answer into the listing. Only the worker's own columns change. @param entity company or brand */
export const settleListing =
  (entity: string) =>
  (unit: UnitOfWork, pushed: ListingPushRow, current: ListingPushRow, outcome: PushOutcome): ListingPushRow => {
    if (outcome.kind === 'later') return isStale(outcome) ? held(unit, current, outcome) : current;
    sayRefusal(entity, unit, pushed, current.refusedCode, outcome);
    // What was wished meanwhile is as urgent as it is; what is told is urgent no more.
    const priority = current.desiredVersion === pushed.desiredVersion ? urgency.rest : current.priority;
    if (outcome.kind === 'refused') {
      return { ...current, priority, refusedCode: outcome.code, refusedReason: outcome.reason };
    }
    // What was sold since the row was claimed came on top of the push: `soldWhenTold` makes the next comparison expect that.
    const told = { told: pushed.quantity, soldWhenTold: pushed.sold, toldAt: unit.now };
    const over = { compares: 0, reread: false, holdUntil: null, refusedCode: null, refusedReason: null };
    return { ...current, priority, ...told, ...over };
  };

/** Raises a refusal once, and says that it is over when the channel takes a quantity or refuses for another reason. */
function sayRefusal(
  entity: string,
  unit: UnitOfWork,
  pushed: ListingPushRow,
  before: string | null,
  outcome: Exclude<PushOutcome, { kind: 'later' }>,
): void {
  const code = outcome.kind === 'refused' ? outcome.code : null;
  if (code === before) return;
  const cause = {
    entity,
    source: { system: pushed.destination, channel: pushed.destination.slice(pushed.destination.indexOf(':') + 1) },
    correlationId: pushed.productId,
    causationId: null,
    mode: 'live' as const,
    traceparent: pushed.traceparent ?? undefined,
  };
  if (before !== null) unit.emit(channelRefusalOver(entity, pushed, before), cause);
  if (outcome.kind === 'refused') unit.emit(channelRefused(entity, pushed, outcome), cause);
}

function held(unit: UnitOfWork, current: ListingPushRow, { afterMillis = 0 }: Stale): ListingPushRow {
  const holdUntil = (unit.now + afterMillis * 1000) as typeof unit.now;
  return { ...current, compares: current.compares + 1, reread: true, holdUntil };
}
