import { setTimeout as wait } from 'node:timers/promises';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import type { AdapterSite } from './adapter-site.js';
import { drainBacklog, isConfirmed } from './backlog.js';
import { orderIdOf, orderOf } from './orders.js';
import type { OdooScene } from './scene.js';
import { shares } from './shares.js';

/** Of the pace of a backlog, what comes when there is room. */
const SHARE_OF_MAXIMUM = 0.5;
const STEADY_SECONDS = 20;

/** From OrderCreated on Kafka to the news that the order is confirmed in Odoo: a backlog, then orders that come one by one. */
export async function wholeWay({ odoo, shop, orders, say }: OdooScene, site: AdapterSite): Promise<Row[]> {
  const { links } = site;
  const nameOf = (name: string): string => `${shop.run}-way-${name}`;
  await site.order([orderOf(nameOf('first'), shop.skusOf(0), nameOf('first'))]);
  await isConfirmed(site, [orderIdOf(nameOf('first'))]); // the adapter has read the catalogue and knows the goods

  const callsBefore = site.proxy.calls.length;
  const pace = await drainBacklog({ shop }, site, 'way-backlog', orders);
  const calls = site.proxy.calls.slice(callsBefore);
  say(`a backlog of ${orders}: ${pace.toFixed(1)} orders/s`);

  const due = new Map<string, number>();
  const rate = pace * SHARE_OF_MAXIMUM;
  for (let nth = 0; nth < rate * STEADY_SECONDS; nth += 1) {
    const name = nameOf(`steady-${nth}`);
    due.set(orderIdOf(name), Date.now());
    await site.order([orderOf(name, shop.skusOf(nth), name)]);
    await wait(1000 / rate);
  }
  await isConfirmed(site, [...due.keys()]);
  const took = [...due].flatMap(([orderId, at]) => (links.at.get(orderId) ?? Infinity) - at);
  const confirmed = await odoo.call<number>('sale.order', 'search_count', [
    [
      ['client_order_ref', '=like', `${shop.run}-way-%`],
      ['state', '=', 'sale'],
    ],
  ]);
  return [
    noted(`a backlog of ${orders}, until the news of the last is on Kafka`, pace, 'orders/s'),
    ...shares(calls, orders),
    noted('then one by one', rate, 'orders/s'),
    noted('from produced to the news that it is confirmed, p50', percentile(took, 0.5), 'ms'),
    noted('from produced to the news that it is confirmed, p99', percentile(took, 0.99), 'ms'),
    exactly('orders confirmed in Odoo, once each', 1 + orders + due.size, confirmed, 'orders'),
  ];
}
