import type { Settings } from '../../measuring/command.js';
import { withQuery } from '../../measuring/query.js';
import { randomFrom } from '../../measuring/random.js';
import { below, exactly, noted, type Row, under } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import { oversold, unbalanced } from '../../inventory-site/balances.js';
import { numbers } from '../../inventory-site/channels/channel.js';
import { openChannels } from '../../inventory-site/channels/open-channels.js';
import { shopify } from '../../inventory-site/channels/shopify.js';
import { checkoutAt, checkoutEnv, withCheckout } from '../../inventory-site/checkout.js';
import { SCHEMA } from '../../inventory-site/database.js';
import { type Site, whileRunning, withInventory } from '../../inventory-site/site.js';
import { stockUp, untilBooked } from '../../inventory-site/stock-up.js';
import { onScene } from '../messaging/scene.js';
import { sendSteadily } from '../messaging/steady.js';
import { Asking, PRODUCTS, type Times } from './asking.js';
import { withBareCommits } from './bare-commits.js';
import { openingOf, PieceByPiece } from './levels.js';

/** Movements of the same products meanwhile. */
const LOAD_PER_SECOND = 2000;
const [AT_REST_MILLIS, UNDER_LOAD_MILLIS] = [20, 60];
const WARM_UP_SECONDS = 3;

const secondsFor = (events = 200_000): number => Math.max(4, Math.min(30, events / 5000));

/** How fast a checkout is answered, at rest and while the ledger books movements of the same products. */
export async function checkout(settings: Settings): Promise<readonly Row[]> {
  const plan = { name: 'shop', protocol: shopify, products: PRODUCTS, limit: { perSecond: 100, burst: 1000 } };
  const seconds = secondsFor(settings.events);
  return onScene(settings, settings.events ?? 0, async ({ stack, dataDir, seed, say }) => {
    const channels = await openChannels([{ ...plan, ratePerSecond: 100, more: withCheckout }], dataDir);
    try {
      const env = { ...channels.env, ...checkoutEnv };
      return await withInventory({ stack, dataDir, channels: channels.file, env }, async (site) => {
        const ledger = await site.replica('propagator');
        const own = await site.replica('checkouts', { CHECKOUTS_ONLY: 'true' });
        return whileRunning([ledger, own], async () => {
          await stockUp(site, { products: PRODUCTS, listings: PRODUCTS, onHand: openingOf });
          const random = randomFrom(seed);
          const [shared, alone] = [
            new Asking(checkoutAt(ledger.url), random, 'a'),
            new Asking(checkoutAt(own.url), random, 'b'),
          ];
          for (const asking of [shared, alone]) await asking.during(WARM_UP_SECONDS);
          say(`checkouts at rest, ${seconds} s`);
          const [atRest, commitsAtRest] = await withBareCommits(site.databaseUrl, () => shared.during(seconds));
          say(`checkouts while ${LOAD_PER_SECOND} movements a second are booked, twice ${seconds} s`);
          const inOne = await underLoad(site, shared, seconds, seed);
          const [apart, commitsUnderLoad] = await withBareCommits(site.databaseUrl, () =>
            underLoad(site, alone, seconds, seed + 1),
          );
          return under('A checkout is answered', [
            ...rowsOf('at rest', atRest, AT_REST_MILLIS),
            ...commitRows('at rest', commitsAtRest),
            noted('movements a second meanwhile', apart.movements / seconds, 'events/s'),
            ...rowsOf('under load, by a process for checkouts', apart.times, UNDER_LOAD_MILLIS),
            ...commitRows('under load', commitsUnderLoad),
            ...rowsOf('under load, by the process that books them', inOne.times),
            ...(await correctness(site, [shared, alone])),
          ]);
        });
      });
    } finally {
      await channels.stop();
    }
  });
}

async function underLoad(
  site: Site,
  asking: Asking,
  seconds: number,
  seed: number,
): Promise<{ times: Times; movements: number }> {
  const source = new PieceByPiece(site.speaker, numbers(PRODUCTS), seed + 1);
  let isOver = false;
  const [times, due] = await Promise.all([
    asking.during(seconds).finally(() => (isOver = true)),
    sendSteadily(source, LOAD_PER_SECOND, () => isOver),
  ]);
  await untilBooked(site, due.size);
  return { times, movements: due.size };
}

/** @param limit milliseconds that 99 of 100 must stay below; without it they are only told */
const rowsOf = (when: string, { claims, questions }: Times, limit?: number): Row[] =>
  (
    [
      ['POST /reservations', claims],
      ['GET /availability', questions],
    ] as const
  ).flatMap(([what, millis]) => [
    noted(`${what} ${when}, p50`, percentile(millis, 0.5), 'ms'),
    limit === undefined
      ? noted(`${what} ${when}, p99`, percentile(millis, 0.99), 'ms')
      : below(`${what} ${when}, p99`, limit, percentile(millis, 0.99), 'ms'),
  ]);

const commitRows = (when: string, millis: readonly number[]): Row[] => [
  noted(`a commit of one row ${when}, by another program, p99`, percentile(millis, 0.99), 'ms'),
  noted(`a commit of one row ${when}, longest`, Math.max(...millis), 'ms'),
];

const correctness = (site: Site, askings: readonly Asking[]): Promise<Row[]> =>
  withQuery(site.databaseUrl, async (query) => {
    const [row] = await query<{ reserved: number }>(`SELECT sum(reserved)::integer AS reserved FROM ${SCHEMA}.product`);
    return [
      exactly('pieces reserved, as granted', sum(askings.map(({ granted }) => granted)), row?.reserved ?? 0, 'pieces'),
      exactly('requests refused', 0, sum(askings.flatMap(({ refused }) => [...refused.values()])), 'requests'),
      exactly('products oversold', 0, (await oversold(query)).length, 'products'),
      exactly('balances other than the sum of their movements', 0, (await unbalanced(query)).length, 'balances'),
    ];
  });

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
