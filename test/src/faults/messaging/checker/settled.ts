import { until } from '@penstock/testing/stack';
import { query } from './facts.js';

/**
 * Waits until nothing is left to do: what was sent last in each partition has had its effect, so all before it was taken; nothing is in
 * the outbox; nothing waits to be tried again.
 * @param last event ids of a last movement in each partition
 * @returns seconds that took; undefined when it did not come within `withinMs`
 */
export async function whenSettled(
  url: string,
  last: readonly string[],
  withinMs: number,
): Promise<{ readonly isSettled: boolean; readonly seconds: number; readonly left: string }> {
  const begun = performance.now();
  let left = '';
  const isSettled = await until(
    async () => {
      const [row] = await query<{ taken: number; unsent: number; waiting: number }>(
        url,
        `SELECT (SELECT count(DISTINCT event_id) FROM effect WHERE event_id = ANY($1::uuid[]))::integer AS taken,
                (SELECT count(*) FROM outbox)::integer AS unsent,
                (SELECT count(*) FROM parked WHERE state = 'waiting')::integer AS waiting`,
        [last],
      );
      const { taken = 0, unsent = 0, waiting = 0 } = row ?? {};
      left = `${last.length - taken} partitions not read to the end, ${unsent} events to send, ${waiting} messages waiting`;
      return taken === last.length && unsent === 0 && waiting === 0;
    },
    { withinMs, everyMs: 200 },
  );
  return { isSettled, seconds: (performance.now() - begun) / 1000, left };
}
