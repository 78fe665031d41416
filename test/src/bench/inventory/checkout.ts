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
        const replica = await site.replica('propagator');
        return whileRunning([replica], async () => {
          await stockUp(site, { products: PRODUCTS, listings: PRODUCTS, onHand: openingOf });
          const asking = new Asking(checkoutAt(replica.url), randomFrom(seed));
          await asking.during(WARM_UP_SECONDS);
          say(`checkouts at rest, ${seconds} s`);
          const atRest = await asking.during(seconds);
          say(`checkouts while ${LOAD_PER_SECOND} movements a second are booked, ${seconds} s`);
          const loaded = await underLoad(site, asking, seconds, seed);
          return under('A checkout is answered', [
            ...rowsOf('at rest', atRest, AT_REST_MILLIS),
            noted('movements a second meanwhile', loaded.movements / seconds, 'events/s'),
            ...rowsOf('under load', loaded.times, UNDER_LOAD_MILLIS),
            ...(await correctness(site, asking)),
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

const rowsOf = (when: string, { claims, questions }: Times, limit: number): Row[] =>
  (
    [
      ['POST /reservations', claims],
      ['GET /availability', questions],
    ] as const
  ).flatMap(([what, millis]) => [
    noted(`${what} ${when}, p50`, percentile(millis, 0.5), 'ms'),
    below(`${what} ${when}, p99`, limit, percentile(millis, 0.99), 'ms'),
  ]);

const correctness = (site: Site, { granted, refused }: Asking): Promise<Row[]> =>
  withQuery(site.databaseUrl, async (query) => {
    const [row] = await query<{ reserved: number }>(`SELECT sum(reserved)::integer AS reserved FROM ${SCHEMA}.product`);
    return [
      exactly('pieces reserved, as granted', granted, row?.reserved ?? 0, 'pieces'),
      exactly(
        'requests refused',
        0,
        [...refused.values()].reduce((sum, count) => sum + count, 0),
        'requests',
      ),
      exactly('products oversold', 0, (await oversold(query)).length, 'products'),
      exactly('balances other than the sum of their movements', 0, (await unbalanced(query)).length, 'balances'),
    ];
  });
