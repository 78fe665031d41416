import type { Transaction } from '@penstock/persistence';
import { type FailureRecord, Permanent, recordOf } from '../errors.js';
import type { EventArrival } from './arrival.js';
import { claim, type Claim, claimId, conflicting } from './inbox-store.js';

export interface Claimed {
  /** New events, in the order they came. */
  readonly fresh: readonly EventArrival[];
  /** Seen before, byte for byte: nothing to do. */
  readonly repeats: readonly EventArrival[];
  /** A used id with other content: somebody's producer is broken, and applying either guess would hide it. */
  readonly conflicts: readonly { arrival: EventArrival; failure: FailureRecord }[];
}

const claimOf = ({ handler, event, hash, message, key }: EventArrival): Claim => ({
  handler: handler.id,
  eventId: event.meta.eventId,
  hash,
  topic: message.topic,
  partition: message.partition,
  offset: message.offset,
  key,
});

/** Claims the events of a batch and tells the new from the repeated and the forged. */
export async function claimFresh(transaction: Transaction, arrivals: readonly EventArrival[]): Promise<Claimed> {
  if (arrivals.length === 0) return { fresh: [], repeats: [], conflicts: [] };
  const firsts = new Map<string, EventArrival>();
  const again: EventArrival[] = [];
  for (const arrival of arrivals) {
    const id = claimId(arrival.handler.id, arrival.event.meta.eventId);
    if (firsts.has(id)) again.push(arrival);
    else firsts.set(id, arrival);
  }
  const claimed = await claim(transaction, [...firsts.values()].map(claimOf));
  const known = [...firsts].filter(([id]) => !claimed.has(id)).map(([, arrival]) => arrival);
  const forged = await conflicting(transaction, known.map(claimOf));

  const isConflict = (arrival: EventArrival): boolean => {
    const id = claimId(arrival.handler.id, arrival.event.meta.eventId);
    const first = firsts.get(id);
    return first === arrival ? forged.has(id) : !!first && !first.hash.equals(arrival.hash);
  };
  const seen = [...known, ...again];
  return {
    fresh: [...firsts].filter(([id]) => claimed.has(id)).map(([, arrival]) => arrival),
    repeats: seen.filter((arrival) => !isConflict(arrival)),
    conflicts: seen.filter(isConflict).map((arrival) => ({ arrival, failure: conflictFailure(arrival) })),
  };
}

const conflictFailure = ({ event, handler }: EventArrival): FailureRecord =>
  recordOf(
    new Permanent(
      'EVENT_ID_REUSED',
      `event id ${event.meta.eventId} came before with other content; its producer must give new content a new id`,
      {
        eventId: event.meta.eventId,
        handler: handler.id,
        system: event.meta.source.system,
      },
    ),
  );
