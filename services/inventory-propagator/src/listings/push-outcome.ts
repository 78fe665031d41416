import type { PushOutcome, UnitOfWork } from '@penstock/messaging';
import type { ListingPushRow } from './listing.js';
import { channelRefused } from './exceptions.js';

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
    if (outcome.kind === 'confirmed') {
      // What was sold since the row was claimed came on top of the push: `soldWhenTold` makes the next comparison expect that.
      const told = { told: pushed.quantity, soldWhenTold: pushed.sold, toldAt: unit.now };
      return { ...current, ...told, compares: 0, reread: false, holdUntil: null };
    }
    if (outcome.kind === 'refused') {
      unit.emit(channelRefused(entity, pushed, outcome), {
        entity,
        source: { system: pushed.destination, channel: pushed.destination.slice(pushed.destination.indexOf(':') + 1) },
        correlationId: pushed.productId,
        causationId: null,
        mode: 'live',
        traceparent: pushed.traceparent ?? undefined,
      });
      return current;
    }
    if (!isStale(outcome)) return current;
    const holdUntil = (unit.now + (outcome.afterMillis ?? 0) * 1000) as typeof unit.now;
    return { ...current, compares: current.compares + 1, reread: true, holdUntil };
  };
