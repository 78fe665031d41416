import { percentile } from '../../measuring/spread.js';
import { lateness } from '../../bench/inventory/lateness.js';
import type { TestChannel } from '../../inventory-site/channels/open-channels.js';
import type { Traded } from './trade.js';

/** By destination, after how many milliseconds 99 of a hundred movements were at the channel. */
export type Lateness = ReadonlyMap<string, number>;

/** Not late, whatever is usual: the machine may do other things as well. */
const SOON_MS = 1000;
/** A channel is late where it hears of things so many times later than when nothing is struck. */
const TIMES_THE_USUAL = 2;

export const latenessOf = async (channels: readonly TestChannel[], { moved, due }: Traded): Promise<Lateness> =>
  new Map(
    await Promise.all(
      channels.map(async (channel) => {
        const millis = lateness(moved, due, await channel.calls());
        return [channel.destination, percentile(millis, 0.99)] as const;
      }),
    ),
  );

/** Sentences about channels that were not struck and were late all the same. */
export const lateOf = (
  punctual: readonly Pick<TestChannel, 'destination'>[],
  found: Lateness,
  usual: Lateness | undefined,
): string[] =>
  punctual.flatMap(({ destination }) => {
    const millis = found.get(destination) ?? Infinity;
    const limit = Math.max(SOON_MS, TIMES_THE_USUAL * (usual?.get(destination) ?? 0));
    return millis <= limit
      ? []
      : [
          `${destination} heard of one movement in a hundred after ${Math.round(millis)} ms; ${Math.round(limit)} would do`,
        ];
  });
