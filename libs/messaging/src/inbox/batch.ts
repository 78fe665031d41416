import { type EventSpan, startBatchSpan } from '../handling/event-span.js';
import type { ClosedKeys } from '../parking/closed-keys.js';
import type { ParkedRoom } from '../parking/parked-room.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { Arrival } from './arrival.js';
import { countCommitted, countRefused } from './batch-figures.js';
import { BatchRun } from './batch-run.js';
import type { Fate } from './fate.js';

export interface Batch {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** The offset PostgreSQL has for this partition; null on its first batch. */
  readonly expected: bigint | null;
  readonly next: bigint;
  readonly arrivals: readonly Arrival[];
  readonly room: ParkedRoom;
  readonly closedKeys: ClosedKeys;
}

/**
 * The batch transaction (design §3): offset, claims, parked keys, locks, effects, outbox, parking, in one commit.
 * @param condemned errors that statements raised for single arrivals in an earlier try of the same batch
 * @throws Fenced, ParkedFull, or the database's error; then nothing of the batch has happened
 */
export async function runBatch(
  units: UnitsOfWork,
  batch: Batch,
  condemned: ReadonlyMap<Arrival, unknown> = new Map(),
): Promise<Fate[]> {
  const spans: EventSpan[] = [];
  const batchSpan = startBatchSpan(batch.group, batch.topic, batch.partition, batch.arrivals.length);
  const begun = performance.now();
  try {
    const fates = await units.run(undefined, (unit) => new BatchRun(unit, batch, condemned, batchSpan, spans).run());
    for (const span of spans) span.end();
    countCommitted(batch, fates, performance.now() - begun);
    return fates;
  } catch (error) {
    for (const span of spans) span.rolledBack(error);
    countRefused(batch, error);
    throw error;
  } finally {
    batchSpan.end();
  }
}
