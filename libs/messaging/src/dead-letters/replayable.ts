import { type FailureRecord, Permanent } from '../errors.js';
import type { Arrival, EventArrival } from '../inbox/arrival.js';
import { claimFresh } from '../inbox/claims.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { ownClaim } from './locked-letter.js';

/** A failure that is known as a record already, on its way out of a transaction. */
export class Refused extends Error {
  constructor(readonly failure: FailureRecord) {
    super(failure.message);
  }
}

/** The event of a message, judged anew. @throws Refused, Permanent where there is still none that this service handles */
export function eventOf(arrival: Arrival, service: string): EventArrival {
  if (arrival.kind === 'event') return arrival;
  if (arrival.kind === 'refused') throw new Refused(arrival.failure);
  throw new Permanent('NO_HANDLER', `${service} has no handler for ${arrival.eventType}`);
}

/**
 * Whether the event's effect has happened. Claims an event that nobody has claimed: until now its bytes could not be read.
 * @throws Refused for a used id with other content
 */
export async function isApplied(unit: UnitOfWork, arrival: EventArrival): Promise<boolean> {
  const own = await ownClaim(unit.transaction, arrival);
  if (own !== undefined) return own === 'done' || own === 'skipped';
  const { repeats, conflicts } = await claimFresh(unit.transaction, [arrival]);
  if (conflicts[0]) throw new Refused(conflicts[0].failure);
  return repeats.length > 0;
}
