import { logger } from '@penstock/observability';
import type kafkajs from 'kafkajs';
import type { PartitionHandler, Position, Stop } from '../port.js';
import type { Lane } from './lane.js';

const log = logger('kafka.consumer');

/** What Kafka has of a partition: from `low` up to, without, `high`. */
export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

/** By partition. */
export async function rangesOf(admin: kafkajs.Admin, topic: string): Promise<ReadonlyMap<number, Range>> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return new Map(offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]));
}

/** Where Kafka's committed offsets say to go on, for a handler that keeps none of its own. */
export const committedPositions =
  (admin: kafkajs.Admin, groupId: string): NonNullable<PartitionHandler['positions']> =>
  async (topic) => {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const known = found?.partitions.filter(({ offset }) => BigInt(offset) >= 0n) ?? [];
    return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]));
  };

/** Begins at a position, unless Kafka no longer has it: kafkajs would go to the oldest record without a word (#1119). */
export function beginAt(lane: Lane, position: Position, { low, high }: Range): void {
  if (typeof position === 'object') return stopLane(lane, position);
  const offset = position === 'beginning' ? low : position;
  if (offset < low || offset > high) return stopLane(lane, outOfRange(offset, { low, high }));
  lane.endsAt = high;
  lane.begin(offset);
}

/** Stops it, and says so once. */
export function stopLane(lane: Lane, stop: Stop): void {
  const isNews = lane.stopped?.alarm !== stop.alarm;
  lane.stop(stop);
  const { topic, partition } = lane.settings;
  if (isNews) log.fatal({ alarm: stop.alarm, topic, partition }, `the partition is stopped: ${stop.reason}`);
}

export const outOfRange = (position: bigint, { low, high }: Range): Stop => ({
  alarm: 'OFFSET_OUT_OF_RANGE',
  reason:
    position < low
      ? `this group has not applied what follows offset ${position}, and Kafka has deleted everything before ${low}; recover the records, then set the group's next offset`
      : `this group has applied everything before offset ${position}, and Kafka ends at ${high}: the topic was made anew or restored; decide where to go on, then set the group's next offset`,
});
