import type { Transaction } from '@penstock/persistence';
import { type FailureRecord, Permanent, recordOf } from '../errors.js';
import type { EventArrival } from './arrival.js';
import { claim, type Claim, conflicting } from './inbox-store.js';

export interface Claimed {
  /** New events, in the order they came. */
  readonly fresh: readonly EventArrival[];
  /** Seen before, byte for byte: nothing to do. */
  readonly repeats: readonly EventArrival[];
  /** A used id with other content: somebody's producer is broken, and applying either guess would hide it. */
  readonly conflicts: readonly { arrival: EventArrival; failure: FailureRecord }[];
}

const eventIdOf = (arrival: EventArrival): string => arrival.event.meta.eventId;

const claimOf = (arrival: EventArrival): Claim => ({
  eventId: eventIdOf(arrival),
  hash: arrival.hash,
  topic: arrival.message.topic,
  partition: arrival.message.partition,
  offset: arrival.message.offset,
  key: arrival.key,
});

/** Claims the events of a batch, handler by handler, and tells the new from the repeated and the forged. */
export async function claimFresh(transaction: Transaction, arrivals: readonly EventArrival[]): Promise<Claimed> {
  const fresh = new Set<EventArrival>();
  const repeats: EventArrival[] = [];
  const forged: EventArrival[] = [];
  const byHandler = [...Map.groupBy(arrivals, ({ handler }) => handler.id)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [handler, ofHandler] of byHandler) {
    const firsts = new Map<string, EventArrival>();
    const again: EventArrival[] = [];
    for (const arrival of ofHandler) {
      if (firsts.has(eventIdOf(arrival))) again.push(arrival);
      else firsts.set(eventIdOf(arrival), arrival);
    }
    const before = await claim(transaction, handler, [...firsts.values()].map(claimOf));
    const known: EventArrival[] = [];
    for (const [eventId, arrival] of firsts) {
      if (before.has(eventId)) known.push(arrival);
      else fresh.add(arrival);
    }
    const conflicts = await conflicting(transaction, handler, known.map(claimOf));
    for (const arrival of known) (conflicts.has(eventIdOf(arrival)) ? forged : repeats).push(arrival);
    for (const arrival of again)
      (firsts.get(eventIdOf(arrival))?.hash === arrival.hash ? repeats : forged).push(arrival);
  }
  return {
    fresh: fresh.size === arrivals.length ? arrivals : arrivals.filter((arrival) => fresh.has(arrival)),
    repeats,
    conflicts: forged.map((arrival) => ({ arrival, failure: conflictFailure(arrival) })),
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
