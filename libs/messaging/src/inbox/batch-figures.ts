import { counter, histogram } from '@penstock/observability';
import { ParkedFull } from '../parking/parked-room.js';
import type { Arrival } from './arrival.js';
import type { Batch } from './batch.js';
import type { Fate } from './fate.js';
import { Fenced } from './offsets.js';
import { outageOf } from './outages.js';

const messages = counter('penstock.messages', {
  description:
    'Messages that a batch dealt with, by handler (`none` for what no handler saw) and outcome: done, skipped, repeated, parked, dead, or ignored where nobody here handles the type.',
  unit: '{message}',
});
const duration = histogram('penstock.batch.duration', {
  description: 'One batch transaction that was committed, by topic.',
  unit: 's',
});
/** From a quiet moment to a backlog of a weekend. */
const AGES = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400, 259_200];
const age = histogram('penstock.message.age', {
  description:
    'From the timestamp of a record in Kafka to the commit of its effect, by topic: of the oldest message of each batch.',
  unit: 's',
  boundaries: AGES,
});
const refused = counter('penstock.batch.refused', {
  description:
    'Batches that were rolled back, by reason: an outage by its name, fenced, parked_full, halved to find the event whose statement was refused, or one_event, where it was found.',
  unit: '{batch}',
});

/** Counts a batch that was committed. Works on sums, not on messages: tens of thousands a second come through here. */
export function countCommitted({ topic, arrivals }: Batch, fates: readonly Fate[], millis: number): void {
  duration.record(millis / 1000, { topic });
  const oldest = oldestOf(arrivals);
  if (oldest !== undefined) age.record(Math.max(0, Date.now() - oldest) / 1000, { topic });
  for (const [handler, outcomes] of sumsOf(fates))
    for (const [outcome, count] of outcomes) messages.add(count, { handler, outcome });
  const ignored = arrivals.length - fates.length; // every other arrival has its fate
  if (ignored > 0) messages.add(ignored, { handler: 'none', outcome: 'ignored' });
}

/** Counts a batch that was rolled back. */
export function countRefused({ topic, arrivals }: Batch, error: unknown): void {
  refused.add(1, { topic, reason: reasonOf(error, arrivals.length) });
}

function reasonOf(error: unknown, events: number): string {
  if (error instanceof Fenced) return 'fenced';
  if (error instanceof ParkedFull) return 'parked_full';
  return outageOf(error) ?? (events > 1 ? 'halved' : 'one_event');
}

function sumsOf(fates: readonly Fate[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sums = new Map<string, Map<string, number>>();
  for (const { arrival, outcome } of fates) {
    const handler = arrival.kind === 'event' ? arrival.handler.id : 'none';
    const outcomes = sums.get(handler) ?? new Map<string, number>();
    if (outcomes.size === 0) sums.set(handler, outcomes);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return sums;
}

/** Milliseconds since 1970; undefined of nothing. */
function oldestOf(arrivals: readonly Arrival[]): number | undefined {
  let oldest: number | undefined;
  for (const { message } of arrivals)
    if (oldest === undefined || message.timestamp < oldest) oldest = message.timestamp;
  return oldest;
}
