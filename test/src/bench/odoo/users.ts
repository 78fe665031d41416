import { setTimeout as wait } from 'node:timers/promises';
import { compared, noted, type RatioGoal, type Row } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import type { AdapterSite } from './adapter-site.js';
import { drainBacklog } from './backlog.js';
import { fixedWriter } from './fixed-writer.js';
import { peopleDuring } from './people.js';
import { ACTIONS, type Waited } from './person.js';
import type { OdooScene } from './scene.js';
import { bulkCreate } from './writers.js';

/** So long people are looked at with nobody else there, before, between and after: what else the machine does changes meanwhile. */
const ALONE_MS = 30_000;
/** A page of the list, so that it costs the same throughout. */
const OWN_ORDERS = 80;
/** As many as the fastest of the fixed numbers. */
const CONNECTIONS = 8;
/** Backlogs take about as long as people were alone. */
const BACKLOG = 2;

/** What `ODOO_SLOWDOWN_PERCENT` promises by default, held to what people do and not to our own calls. */
const BEARABLE: RatioGoal = { atMost: 2 };

/** How long people at Odoo's screens wait: alone, while Penstock drains a backlog, and while a program does that has a fixed number of connections. */
export async function users(scene: OdooScene, site: AdapterSite): Promise<Row[]> {
  const { server, odoo, shop, orders, seed, say } = scene;
  if (server.isStandIn) return []; // it has no screens, and no workers for which somebody might wait
  await bulkCreate(odoo, shop)(`${shop.run}-people`, OWN_ORDERS);
  const own = await shop.find(`${shop.run}-people-`);
  const during = async (what: string, meanwhile: () => Promise<unknown>): Promise<readonly Waited[]> => {
    const waited = await peopleDuring({ login: server.login, orders: own, seed }, meanwhile);
    say(`people ${what}: ${inWords(waited)}`);
    return waited;
  };
  const count = orders * BACKLOG;
  let [ours, theirs] = [0, 0];
  await site.adapter.stop();
  const alone = [...(await during('alone', () => wait(ALONE_MS)))];
  const fixed = await during(`beside ${CONNECTIONS} connections`, async () => {
    theirs = await fixedWriter(odoo, shop, CONNECTIONS)(`${shop.run}-fixed`, count);
  });
  alone.push(...(await during('alone', () => wait(ALONE_MS))));
  await site.adapter.start();
  const penstock = await during('beside Penstock', async () => {
    ours = await drainBacklog(scene, site, 'people', count);
  });
  await site.adapter.stop();
  alone.push(...(await during('alone', () => wait(ALONE_MS))));
  await site.adapter.start();
  const against = (share: number, waited: readonly Waited[], goal?: RatioGoal): Row =>
    compared(`of that, ${nameOf(share)} against alone`, at(share, waited), at(share, alone), 'ms', goal);
  return [
    noted('what people do, alone, p50', at(0.5, alone), 'ms'),
    noted('what people do, alone, p99', at(0.99, alone), 'ms'),
    noted('orders that Penstock writes and confirms meanwhile', ours, 'orders/s'),
    against(0.5, penstock, BEARABLE),
    against(0.99, penstock),
    noted(
      `orders that ${CONNECTIONS} connections create and confirm meanwhile, one at a time each`,
      theirs,
      'orders/s',
    ),
    against(0.5, fixed),
    against(0.99, fixed),
  ];
}

const nameOf = (share: number): string => `p${share * 100}`;

const at = (share: number, waited: readonly Waited[]): number => percentile(waited.map(({ millis }) => millis), share); // prettier-ignore

const inWords = (waited: readonly Waited[]): string =>
  ACTIONS.map((action) => {
    const own = waited.filter((each) => each.action === action);
    return `${own.length} × ${action} p50 ${at(0.5, own).toFixed(0)} ms, p99 ${at(0.99, own).toFixed(0)} ms`;
  }).join('; ');
