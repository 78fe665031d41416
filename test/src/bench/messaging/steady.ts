import { setTimeout as wait } from 'node:timers/promises';
import type { EventProducer } from '@penstock/kafka';
import type { Movement } from './source.js';

const TICK_MILLIS = 2;

/** Makes movements that are then sent in the order they were made. */
export interface SteadySource {
  next(count: number): readonly Movement[];
  readonly producer: Pick<EventProducer, 'send'>;
}

/**
 * Sends movements at a steady rate until told to stop.
 * @returns when each event was due, in milliseconds since 1970, by its id. That is not when it was sent: where Kafka keeps the producer waiting,
 *   the events that become due meanwhile wait as well, and their waiting counts.
 */
export async function sendSteadily(
  source: SteadySource,
  eventsPerSecond: number,
  isOver: () => boolean,
): Promise<ReadonlyMap<string, number>> {
  const due = new Map<string, number>();
  const begun = Date.now();
  for (let count = 0; !isOver(); await wait(TICK_MILLIS)) {
    const wanted = Math.floor(((Date.now() - begun) * eventsPerSecond) / 1000);
    if (wanted === count) continue;
    const movements = source.next(wanted - count);
    for (const { eventId } of movements) {
      count += 1;
      if (!due.has(eventId)) due.set(eventId, begun + (count * 1000) / eventsPerSecond);
    }
    await source.producer.send(movements);
  }
  return due;
}
