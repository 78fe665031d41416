import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../../measuring/command.js';
import { withQuery } from '../../measuring/query.js';
import { type Random, randomFrom } from '../../measuring/random.js';
import { below, exactly, noted, type Row, under } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import { oversold, unbalanced } from '../../inventory-site/balances.js';
import { numbers } from '../../inventory-site/channels/channel.js';
import { openChannels } from '../../inventory-site/channels/open-channels.js';
import { shopify } from '../../inventory-site/channels/shopify.js';
import { type Checkout, checkoutAt, checkoutEnv, withCheckout } from '../../inventory-site/checkout.js';
import { SCHEMA } from '../../inventory-site/database.js';
import { numberedProduct, skuOf } from '../../inventory-site/facts.js';
import { type Site, untilCount, whileRunning, withInventory } from '../../inventory-site/site.js';
import { stockUp } from '../../inventory-site/stock-up.js';
import { onScene } from '../messaging/scene.js';
import { sendSteadily } from '../messaging/steady.js';
import { openingOf, PieceByPiece } from './levels.js';

const PRODUCTS = 1000;
const [CLAIMS_PER_SECOND, QUESTIONS_PER_SECOND] = [50, 100];
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

/** Milliseconds from a request to its answer. */
interface Times {
  readonly claims: number[];
  readonly questions: number[];
}

/** Checkouts that come at a steady rate, whether or not those before them were answered. */
class Asking {
  granted = 0;
  readonly refused = new Map<number, number>();
  private nth = 0;

  constructor(
    private readonly at: Checkout,
    private readonly random: Random,
  ) {}

  async during(seconds: number): Promise<Times> {
    const times: Times = { claims: [], questions: [] };
    await Promise.all([
      this.steadily(CLAIMS_PER_SECOND, seconds, times.claims, async (sku) => {
        this.nth += 1;
        const { status, promised } = await this.at.claim(`checkout-${this.nth}`, sku, 1);
        this.granted += promised;
        return status;
      }),
      this.steadily(
        QUESTIONS_PER_SECOND,
        seconds,
        times.questions,
        async (sku) => (await this.at.availability(sku)).status,
      ),
    ]);
    return times;
  }

  private async steadily(
    perSecond: number,
    seconds: number,
    millis: number[],
    ask: (sku: string) => Promise<number>,
  ): Promise<void> {
    const begun = performance.now();
    const asked: Promise<void>[] = [];
    for (let nth = 0; nth < perSecond * seconds; nth += 1) {
      const due = begun + (nth * 1000) / perSecond;
      await wait(Math.max(0, due - performance.now()));
      const sku = skuOf(numberedProduct(1 + this.random.below(PRODUCTS)));
      const from = performance.now(); // a timer that fires late is the asker's, not the service's
      asked.push(
        ask(sku).then((status) => {
          millis.push(performance.now() - from);
          if (status >= 300) this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
        }),
      );
    }
    await Promise.all(asked);
  }
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
  const booked = `SELECT count(*) FROM ${SCHEMA}.stock_movement WHERE kind = 'adjusted'`;
  await untilCount(site, 'movements booked', booked, due.size);
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
