import type { Area, Settings } from '../measuring/command.js';
import { withQuery } from '../measuring/query.js';
import { exactly, noted, type Row, under } from '../measuring/row.js';
import { onScene } from '../bench/messaging/scene.js';
import { sendSteadily } from '../bench/messaging/steady.js';
import { oversold, unbalanced } from '../inventory-site/balances.js';
import { amazon } from '../inventory-site/channels/amazon.js';
import { type ChannelPlan, numbers } from '../inventory-site/channels/channel.js';
import { openChannels, type TestChannel } from '../inventory-site/channels/open-channels.js';
import { shopify } from '../inventory-site/channels/shopify.js';
import { webhook } from '../inventory-site/channels/webhook.js';
import { woocommerce } from '../inventory-site/channels/woocommerce.js';
import { SCHEMA } from '../inventory-site/database.js';
import type { Propagator } from '../inventory-site/propagator.js';
import { type Site, untilCount, whileRunning, withInventory } from '../inventory-site/site.js';
import { stockUp, untilBooked } from '../inventory-site/stock-up.js';
import { Crowd, onHandAtFirst, PRODUCTS } from './crowd.js';
import { expectAndWait, tellBacklogs } from './expected-end.js';

/** Orders and movements a second on an ordinary day, and how many times that in a sale. */
const AVERAGE_PER_SECOND = 50;
const TIMES = 10;
const MINUTES = 5;
const ORDINARY_SECONDS = 20;

/** With the limits of real ones: Shopify's standard plan, Amazon's five calls a second for its most asked products. */
const PLANS: readonly ChannelPlan[] = [
  { name: 'shop', protocol: shopify, products: PRODUCTS, limit: { perSecond: 10, burst: 200 } },
  { name: 'woo', protocol: woocommerce, products: PRODUCTS, limit: { perSecond: 10, burst: 10 } },
  { name: 'partner', protocol: webhook, products: PRODUCTS, limit: { perSecond: 10, burst: 10 } },
  { name: 'amazon', protocol: amazon, products: 400, limit: { perSecond: 5, burst: 5 } },
];

/** A sale: ten times what is usual, for minutes, most of it for a few items of which there is not enough. */
export const flashSale: Area = (settings: Settings) => {
  const { minutes = MINUTES } = settings;
  return onScene(settings, 0, async ({ stack, dataDir, seed, say }) => {
    const channels = await openChannels(PLANS, dataDir);
    try {
      const options = { stack, dataDir, channels: channels.file, env: channels.env };
      return await withInventory(options, async (site) => {
        const replica = await site.replica('propagator');
        return whileRunning([replica], () => play(site, replica, channels.all, { minutes, seed, say }));
      });
    } finally {
      await channels.stop();
    }
  });
};

async function play(
  site: Site,
  replica: Propagator,
  channels: readonly TestChannel[],
  { minutes, seed, say }: { minutes: number; seed: number; say: (line: string) => void },
): Promise<Row[]> {
  const listings = channels.reduce((sum, { plan }) => sum + plan.products, 0);
  const onHand = onHandAtFirst(AVERAGE_PER_SECOND * (ORDINARY_SECONDS + TIMES * minutes * 60));
  await stockUp(site, { products: PRODUCTS, listings, onHand });
  const crowd = new Crowd(site.speaker, onHand, seed);

  const sendFor = async (perSecond: number, seconds: number): Promise<void> => {
    const over = Date.now() + seconds * 1000;
    await sendSteadily(crowd, perSecond, () => Date.now() >= over);
  };
  say(`an ordinary day: ${AVERAGE_PER_SECOND} a second`);
  await sendFor(AVERAGE_PER_SECOND, ORDINARY_SECONDS);
  say(`the sale: ${AVERAGE_PER_SECOND * TIMES} a second for ${minutes} min`);
  let isOn = true;
  const telling = tellBacklogs(replica, say, () => isOn);
  await sendFor(AVERAGE_PER_SECOND * TIMES, minutes * 60).finally(() => (isOn = false));
  await telling;
  await untilAllBooked(site, crowd);
  say('the sale is over');
  const ends = await expectAndWait(site, replica, channels, listings, say);
  return under('A flash sale', [
    noted('minutes', minutes, 'min'),
    noted('orders', crowd.orders, 'orders'),
    noted('movements', crowd.movements, 'events'),
    ...ends,
    ...(await leftOver(site, crowd, channels)),
  ]);
}

/** Waits until every order and movement has had its effect. */
async function untilAllBooked(site: Site, { orders, movements }: Crowd): Promise<void> {
  await untilCount(site, 'orders answered', `SELECT count(*) FROM ${SCHEMA}.reservation`, orders);
  await untilBooked(site, movements);
}

const leftOver = (site: Site, crowd: Crowd, channels: readonly TestChannel[]): Promise<Row[]> =>
  withQuery(site.databaseUrl, async (query) => {
    const [row] = await query<{ granted: number }>(
      `SELECT sum(reserved)::integer AS granted FROM ${SCHEMA}.reservation`,
    );
    const wrong = await Promise.all(
      channels.map(async (channel) => {
        const held = await channel.held();
        return numbers(channel.plan.products).filter((product) => held.get(product) !== crowd.offered(product));
      }),
    );
    return [
      exactly('pieces promised: all there were, or were asked for', crowd.granted, row?.granted ?? 0, 'pieces'),
      exactly('products oversold', 0, (await oversold(query)).length, 'products'),
      exactly('balances other than the sum of their movements', 0, (await unbalanced(query)).length, 'balances'),
      exactly('listings that a channel offers wrongly', 0, wrong.flat().length, 'listings'),
    ];
  });
