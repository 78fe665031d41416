import type { Settings } from '../../measuring/command.js';
import { below, exactly, noted, type Row, under } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import { amazon } from '../../inventory-site/channels/amazon.js';
import { type ChannelPlan, numbers } from '../../inventory-site/channels/channel.js';
import { type OpenChannels, openChannels, type TestChannel } from '../../inventory-site/channels/open-channels.js';
import { shopify } from '../../inventory-site/channels/shopify.js';
import { webhook } from '../../inventory-site/channels/webhook.js';
import { woocommerce } from '../../inventory-site/channels/woocommerce.js';
import { whileRunning, withInventory, type Site } from '../../inventory-site/site.js';
import { stockUp, untilBooked, untilTold } from '../../inventory-site/stock-up.js';
import { sendSteadily } from '../messaging/steady.js';
import { costOf } from '../messaging/cost.js';
import { onScene } from '../messaging/scene.js';
import { lateness } from './lateness.js';
import { ageRows, watchDirty } from './at-its-limit.js';
import { levelAfter, openingOf, PieceByPiece } from './levels.js';

const PRODUCTS = 1000;
const EVENTS_PER_SECOND = 500;
const [P50_MILLIS, P99_MILLIS] = [100, 500];

/** Seconds of steady traffic at the usual number of events; fewer events take as many seconds fewer. */
const secondsFor = (events = 200_000): number => Math.max(4, Math.min(30, events / 5000));

/** A shop on Shopify Plus: a thousand points a second, ten a call. https://shopify.dev/docs/api/usage/limits */
const PLUS = { perSecond: 100, burst: 1000 };

const PLANS: readonly ChannelPlan[] = [
  { name: 'shop-1', protocol: shopify, products: PRODUCTS, limit: PLUS, ratePerSecond: 100 },
  { name: 'shop-2', protocol: shopify, products: PRODUCTS, limit: PLUS, ratePerSecond: 100 },
  { name: 'woo-1', protocol: woocommerce, products: PRODUCTS, ratePerSecond: 100 },
  { name: 'partner-1', protocol: webhook, products: PRODUCTS, ratePerSecond: 100 },
];

/** One SKU a call, five calls a second and no more at once: always at its limit, and beside the others. */
const AT_ITS_LIMIT: ChannelPlan = { name: 'amazon-1', protocol: amazon, products: 50 };

/** From a movement on Kafka to the request at each channel: four that are below their limits, and one that is at its limit. */
export async function told(settings: Settings): Promise<readonly Row[]> {
  return onScene(settings, settings.events ?? 0, async ({ stack, dataDir, seed, say }) => {
    const channels = await openChannels([...PLANS, AT_ITS_LIMIT], dataDir);
    try {
      const options = { stack, dataDir, channels: channels.file, env: channels.env };
      return await withInventory(options, async (site) => {
        const replica = await site.replica('propagator');
        const seconds = secondsFor(settings.events);
        return whileRunning([replica], () =>
          measure(site, channels, { seed, seconds, say, cost: () => costOf({ stack }, [replica]) }),
        );
      });
    } finally {
      await channels.stop();
    }
  });
}

interface Measuring {
  readonly seed: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
  /** Begins to count what is used. */
  readonly cost: () => (events: number) => Row[];
}

async function measure(site: Site, { all }: OpenChannels, { seed, seconds, say, cost }: Measuring): Promise<Row[]> {
  const listings = all.reduce((sum, { plan }) => sum + plan.products, 0);
  await stockUp(site, { products: PRODUCTS, listings, onHand: openingOf });
  const source = new PieceByPiece(site.speaker, numbers(PRODUCTS), seed);
  say(`${EVENTS_PER_SECOND} movements a second for ${seconds} s`);
  const over = Date.now() + seconds * 1000;
  const limited = all.filter(({ plan }) => plan === AT_ITS_LIMIT);
  const watch = limited.map((channel) => watchDirty(site, channel, seconds));
  const costSoFar = cost();
  const due = await sendSteadily(source, EVENTS_PER_SECOND, () => Date.now() > over);
  const costs = costSoFar(due.size);
  await untilBooked(site, due.size);
  await untilTold(site, listings);
  const rows = await Promise.all(
    all.filter((channel) => !limited.includes(channel)).map((channel) => rowsOf(channel, source, due)),
  );
  const aged = await Promise.all(
    limited.map(async (channel, nth) => ageRows(channel, source.moved, due, (await watch[nth]) ?? [])),
  );
  return [
    ...under('From a movement to the channels, below their limits', [
      noted('movements a second', due.size / seconds, 'events/s'),
      noted('movements', due.size, 'events'),
      ...costs, // on a busy machine they say more than how long it took
      ...rows.flat(),
    ]),
    ...under('Meanwhile, a channel at its limit', aged.flat()),
  ];
}

async function rowsOf(channel: TestChannel, { moved }: PieceByPiece, due: ReadonlyMap<string, number>): Promise<Row[]> {
  const calls = await channel.calls();
  const millis = lateness(moved, due, calls);
  const first = Math.min(...due.values());
  const during = calls.filter(({ at }) => at >= first);
  const held = await channel.held();
  const wrong = [...moved].filter(([product, ids]) => held.get(product) !== levelAfter(product, ids.length));
  const { destination } = channel;
  return [
    below(`${destination}: from produced to its request, p50`, P50_MILLIS, percentile(millis, 0.5), 'ms'),
    below(`${destination}: from produced to its request, p99`, P99_MILLIS, percentile(millis, 0.99), 'ms'),
    noted(`${destination}: listings in a call`, during.flatMap((call) => call.told).length / during.length, 'listings'),
    noted(`${destination}: calls refused`, during.filter(({ status }) => status !== 200).length, 'calls'),
    exactly(
      `${destination}: movements it was never told of`,
      0,
      millis.filter((ms) => ms === Infinity).length,
      'events',
    ),
    exactly(`${destination}: products it offers wrongly`, 0, wrong.length, 'products'),
  ];
}
