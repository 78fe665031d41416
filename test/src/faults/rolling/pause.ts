/** Something that happened on a partition, in milliseconds since 1970. */
export interface Beat {
  readonly partition: number;
  readonly at: number;
}

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The longest time for which a partition stood still within a stretch, in milliseconds: from one beat to the next, where that overlaps the
 * stretch. A partition that has no beat afterwards stands still for ever.
 */
export function longestPause(beats: readonly Beat[], { from, to }: Stretch): number {
  const pauses = [...Map.groupBy(beats, ({ partition }) => partition).values()].map((ofPartition) => {
    const times = ofPartition.map(({ at }) => at).sort((a, b) => a - b);
    const ends = times.map((at, index) => ({ at, next: times[index + 1] ?? Infinity }));
    return Math.max(0, ...ends.filter(({ at, next }) => at < to && next > from).map(({ at, next }) => next - at));
  });
  return Math.max(0, ...pauses);
}
