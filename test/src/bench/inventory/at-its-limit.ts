import { setTimeout as wait } from 'node:timers/promises';
import { withQuery } from '../../measuring/query.js';
import { below, compared, exactly, noted, type Row } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import type { TestChannel } from '../../inventory-site/channels/open-channels.js';
import type { Site } from '../../inventory-site/site.js';
import { DIRTY } from '../../inventory-site/stock-up.js';
import { ages } from './lateness.js';
import { levelAfter } from './levels.js';

/** Amazon's: https://developer-docs.amazon.com/sp-api/docs/listings-items-api-rate-limits */
export const CALLS_PER_SECOND = 5;

const LOOK_EVERY_MILLIS = 250;
/** Part of the time at the beginning in which the backlog grows to what it stays at. */
const GROWING = 0.4;
/** A listing is on average as old as the backlog divided by the limit (Little's law), and no older than this many times that. */
const MOST = 1.2;

/** A look at how many listings are to be told. */
export interface Look {
  readonly at: number;
  readonly dirty: number;
}

export const watchDirty = (site: Site, { destination }: TestChannel, seconds: number): Promise<Look[]> =>
  withQuery(site.databaseUrl, async (query) => {
    const looks: Look[] = [];
    for (const over = Date.now() + seconds * 1000; Date.now() < over; await wait(LOOK_EVERY_MILLIS)) {
      const [row] = await query<{ dirty: number }>(DIRTY, [destination]);
      looks.push({ at: Date.now(), dirty: row?.dirty ?? 0 });
    }
    return looks;
  });

/** Whether its listings are as old as the backlog and the limit make them, and no older. */
export async function ageRows(
  channel: TestChannel,
  moved: ReadonlyMap<number, readonly string[]>,
  due: ReadonlyMap<string, number>,
  looks: readonly Look[],
): Promise<Row[]> {
  const own = new Map([...moved].filter(([product]) => product <= channel.plan.products));
  const calls = await channel.calls();
  const [begun, ended] = [looks[0]?.at ?? 0, looks.at(-1)?.at ?? 0];
  const from = begun + GROWING * (ended - begun);
  const during = ages(own, due, calls).filter(({ at }) => at >= from && at <= ended);
  const backlog = mean(looks.filter(({ at }) => at >= from).map(({ dirty }) => dirty));
  const seconds = during.map(({ age }) => age / 1000);
  const held = await channel.held();
  const wrong = [...own].filter(([product, ids]) => held.get(product) !== levelAfter(product, ids.length));
  const { destination } = channel;
  const refused = calls.filter(({ at, status }) => at >= begun && status === 429).length;
  return [
    noted(`${destination}: listings to be told, on average`, backlog, 'listings'),
    noted(`${destination}: listings told a second`, (during.length / (ended - from)) * 1000, 'listings/s'),
    compared(
      `${destination}: age of a listing, against backlog ÷ limit`,
      mean(seconds),
      backlog / CALLS_PER_SECOND,
      's',
      { atMost: MOST },
    ),
    noted(`${destination}: age of a listing, p99`, percentile(seconds, 0.99), 's'),
    below(`${destination}: calls refused with 429, of a hundred`, 5, (refused / calls.length) * 100, '%'),
    exactly(`${destination}: listings it offers wrongly`, 0, wrong.length, 'listings'),
  ];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
