import type { Settings } from '../../measuring/command.js';
import { exactly, noted, type Row, under } from '../../measuring/row.js';
import { amazon } from '../../inventory-site/channels/amazon.js';
import { type ChannelPlan, numbers } from '../../inventory-site/channels/channel.js';
import { openChannels, type TestChannel } from '../../inventory-site/channels/open-channels.js';
import { shopify } from '../../inventory-site/channels/shopify.js';
import { webhook } from '../../inventory-site/channels/webhook.js';
import { woocommerce } from '../../inventory-site/channels/woocommerce.js';
import { type Site, whileRunning, withInventory } from '../../inventory-site/site.js';
import { stockUp, untilBooked, untilTold } from '../../inventory-site/stock-up.js';
import { onScene } from '../messaging/scene.js';
import { levelAfter, openingOf, PieceByPiece } from './levels.js';

const ITEMS = 50;
const CHANGES = 10_000;

/** What each real one allows; of WooCommerce and partners, what their channels file says. */
const PLANS: readonly (ChannelPlan & { readonly limit: { readonly perSecond: number; readonly burst: number } })[] = [
  // A standard plan's 100 points a second, ten a call: https://shopify.dev/docs/api/usage/limits
  { name: 'shop', protocol: shopify, products: ITEMS, limit: { perSecond: 10, burst: 200 } },
  { name: 'woo', protocol: woocommerce, products: ITEMS, limit: { perSecond: 10, burst: 10 } },
  // https://developer-docs.amazon.com/sp-api/docs/listings-items-api-rate-limits
  { name: 'amazon', protocol: amazon, products: ITEMS, limit: { perSecond: 5, burst: 5 } },
  { name: 'partner', protocol: webhook, products: ITEMS, limit: { perSecond: 10, burst: 10 } },
];

/** Ten thousand changes of fifty items at once: what they cost each channel. */
export async function burst(settings: Settings): Promise<readonly Row[]> {
  return onScene(settings, 0, async ({ stack, dataDir, seed }) => {
    const channels = await openChannels(PLANS, dataDir);
    try {
      const options = { stack, dataDir, channels: channels.file, env: channels.env };
      return await withInventory(options, async (site) =>
        whileRunning([await site.replica('propagator')], () => play(site, channels.all, seed)),
      );
    } finally {
      await channels.stop();
    }
  });
}

async function play(site: Site, channels: readonly TestChannel[], seed: number): Promise<Row[]> {
  const listings = ITEMS * channels.length;
  await stockUp(site, { products: ITEMS, listings, onHand: openingOf });
  const source = new PieceByPiece(site.speaker, numbers(ITEMS), seed);
  const begun = Date.now();
  await source.producer.send(source.next(CHANGES));
  await untilBooked(site, CHANGES);
  const bookedAt = Date.now();
  await untilTold(site, listings);
  const rows = await Promise.all(channels.map((channel) => rowsOf(channel, source, begun)));
  return under('A burst of changes', [
    noted('changes', CHANGES, 'events'),
    noted('items', ITEMS, 'products'),
    noted('all of them booked after', (bookedAt - begun) / 1000, 's'),
    ...rows.flat(),
  ]);
}

async function rowsOf(channel: TestChannel, { moved }: PieceByPiece, begun: number): Promise<Row[]> {
  const { destination, plan } = channel;
  const { perSecond, burst: atOnce } = plan.limit ?? { perSecond: Infinity, burst: Infinity };
  const calls = (await channel.calls()).filter(({ at }) => at >= begun);
  const seconds = ((calls.at(-1)?.at ?? begun) - begun) / 1000;
  const allowed = Math.floor(atOnce + perSecond * seconds);
  const held = await channel.held();
  const wrong = [...moved].filter(([product, ids]) => held.get(product) !== levelAfter(product, ids.length));
  return [
    noted(`${destination}: told everything after`, seconds, 's'),
    {
      ...noted(`${destination}: calls, the refused ones included`, calls.length, 'calls'),
      goal: `≤ ${allowed}`,
      pass: calls.length <= allowed,
    },
    noted(`${destination}: of them refused`, calls.filter(({ status }) => status !== 200).length, 'calls'),
    exactly(`${destination}: items whose last value it does not hold`, 0, wrong.length, 'items'),
  ];
}
