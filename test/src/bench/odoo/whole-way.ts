import { setTimeout as wait } from 'node:timers/promises';
import type { OrderCreated } from '@penstock/contracts';
import { canonicalId, type Instant, instantOfMillis } from '@penstock/domain';
import { until } from '@penstock/testing/stack';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import type { OrderHead } from '../../odoo-day/plan/day.js';
import { ENTITY, orderCreated, systemOf } from '../../odoo-day/plan/order-events.js';
import { CHANNELS } from '../../odoo-day/site/commerce.js';
import type { AdapterSite } from './adapter-site.js';
import type { OdooScene } from './scene.js';

const PATIENCE_MS = 600_000;
/** Of the pace of a backlog, what comes when there is room. */
const SHARE_OF_MAXIMUM = 0.5;
const STEADY_SECONDS = 20;

/** From OrderCreated on Kafka to the news that the order is confirmed in Odoo: a backlog, then orders that come one by one. */
export async function wholeWay({ odoo, shop, orders, say }: OdooScene, site: AdapterSite): Promise<Row[]> {
  const { links } = site;
  await site.order([orderOf(shop.run, 'first', shop.skus)]);
  await isConfirmed(site, [orderIdOf(shop.run, 'first')]); // the adapter has read the catalogue and knows the goods

  const backlog = Array.from({ length: orders }, (_, nth) => `backlog-${nth}`);
  const begun = Date.now();
  await site.order(backlog.map((name) => orderOf(shop.run, name, shop.skus)));
  await isConfirmed(site, backlog.map((name) => orderIdOf(shop.run, name))); // prettier-ignore
  const done = Math.max(...backlog.map((name) => links.at.get(orderIdOf(shop.run, name)) ?? 0));
  const pace = (orders / (done - begun)) * 1000;
  say(`a backlog of ${orders}: ${pace.toFixed(1)} orders/s`);

  const due = new Map<string, number>();
  const rate = pace * SHARE_OF_MAXIMUM;
  for (let nth = 0; nth < rate * STEADY_SECONDS; nth += 1) {
    const name = `steady-${nth}`;
    due.set(orderIdOf(shop.run, name), Date.now());
    await site.order([orderOf(shop.run, name, shop.skus)]);
    await wait(1000 / rate);
  }
  await isConfirmed(site, [...due.keys()]);
  const took = [...due].flatMap(([orderId, at]) => (links.at.get(orderId) ?? Infinity) - at);
  const confirmed = await odoo.call<number>('sale.order', 'search_count', [
    [
      ['client_order_ref', '=like', `#${shop.run}-%`],
      ['state', '=', 'sale'],
    ],
  ]);
  return [
    noted(`a backlog of ${orders}, until the news of the last is on Kafka`, pace, 'orders/s'),
    noted('then one by one', rate, 'orders/s'),
    noted('from produced to the news that it is confirmed, p50', percentile(took, 0.5), 'ms'),
    noted('from produced to the news that it is confirmed, p99', percentile(took, 0.99), 'ms'),
    exactly('orders confirmed in Odoo, once each', 1 + backlog.length + due.size, confirmed, 'orders'),
  ];
}

async function isConfirmed({ links }: AdapterSite, ids: readonly string[]): Promise<void> {
  const left = (): number => ids.filter((id) => !links.at.has(id)).length;
  if (await until(() => left() === 0, { withinMs: PATIENCE_MS, everyMs: 50 })) return;
  throw new Error(`${left()} of ${ids.length} orders were not confirmed within ${PATIENCE_MS / 1000} s`);
}

const [CHANNEL] = CHANNELS;

const orderIdOf = (run: string, name: string): string =>
  CHANNEL ? canonicalId('ord', ENTITY, systemOf(CHANNEL), `${run}-${name}`) : '';

/** Three lines of goods with a tax, for a customer of its own. */
function orderOf(run: string, name: string, skus: readonly string[]): OrderCreated {
  if (!CHANNEL) throw new Error('there is no channel');
  const channelOrderId = `${run}-${name}`;
  const head: OrderHead = {
    orderId: orderIdOf(run, name),
    channelOrderId,
    orderNumber: `#${channelOrderId}`,
    channel: CHANNEL,
    customer: {
      customerId: canonicalId('cus', ENTITY, systemOf(CHANNEL), channelOrderId),
      name: `Customer of ${channelOrderId}`,
      email: `${channelOrderId}@example.com`,
    },
    placedAt: instantOfMillis(Math.floor(Date.now() / 1000) * 1000) satisfies Instant,
    shipping: 0,
  };
  const lines = skus.map((sku, line) => ({
    lineId: canonicalId('orl', ENTITY, systemOf(CHANNEL), `${channelOrderId}/${line}`),
    channelLineId: `${channelOrderId}/${line}`,
    sku,
    quantity: 1,
    price: 1200,
    discount: 0,
  }));
  return orderCreated(head, lines);
}
