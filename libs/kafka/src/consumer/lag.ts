import type { PartitionLag } from '../port.js';
import type { Lane } from './lane.js';

type Progress = Pick<Lane, 'settings' | 'done' | 'endsAt' | 'emptyBefore' | 'isIdle'>;

/**
 * How far each lane is behind, by what Kafka said of its end when it was asked last, some seconds ago: nobody asks Kafka for a gauge. One that
 * has not begun is left out, as what of it is done is not known here.
 */
export const lagOf = (lanes: readonly Progress[]): PartitionLag[] =>
  lanes.flatMap((lane) => {
    const { topic, partition } = lane.settings;
    return lane.endsAt === undefined ? [] : [{ topic, partition, records: behind(lane, lane.endsAt) }];
  });

/** The marks of transactions behind the last record are nobody's to do. */
function behind({ done, emptyBefore, isIdle }: Progress, endsAt: bigint): number {
  const reached = isIdle && emptyBefore > done ? emptyBefore : done;
  return endsAt > reached ? Number(endsAt - reached) : 0;
}
