import { comparedSpreads, exactly, noted, type RatioGoal, type Row } from '../../measuring/row.js';
import { adapterWriter } from './adapter-code.js';
import { Paces } from '../messaging/contest.js';
import type { OdooScene } from './scene.js';
import { bulkCreate, naive, penstock, type Writer } from './writers.js';

/** Each customer has one, so that everybody is there when the time is taken. Penstock has as many as a round, to find the size of its bulks. */
const WARM_UP = 20;

/** Orders a second, all three on the same server, in turn, the same orders: three lines, a tax, a customer who is there. */
export async function creating(scene: OdooScene): Promise<Row[]> {
  const { server, odoo, shop, client, orders, rounds, say } = scene;
  const own = client({ maxConcurrent: 8 });
  const writers: Readonly<Record<string, Writer>> = {
    penstock: penstock(own, shop, await adapterWriter(scene)),
    bulk: bulkCreate(odoo, shop),
    naive: naive(odoo, shop),
  };
  const paces = new Paces();
  for (const [id, write] of Object.entries(writers))
    await write(`${shop.run}-warm-${id}`, id === 'penstock' ? Math.max(orders, WARM_UP) : WARM_UP);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [id, write] of Object.entries(writers)) {
      const begun = performance.now();
      await write(`${shop.run}-${id}-${round}`, orders);
      const pace = (orders / (performance.now() - begun)) * 1000;
      paces.add(id, { paces: { [id]: pace } });
      say(`${round}/${rounds} ${id}: ${pace.toFixed(1)} orders/s`);
    }
  }
  const written = await shop.find(`${shop.run}-penstock-`);
  const [ours, bulk, first] = ['penstock', 'bulk', 'naive'].map((id) => paces.of(id)) as [Spread, Spread, Spread];
  // A call costs the stand-in next to nothing, and its create less than its load: what is won by large calls shows at an Odoo only.
  const goal = (atLeast: number): RatioGoal | undefined => (server.isStandIn ? undefined : { atLeast });
  return [
    comparedSpreads('Penstock, against create and external id, one at a time', ours, first, 'orders/s', goal(4)),
    comparedSpreads('Penstock, against bulk create without external ids', ours, bulk, 'orders/s', goal(0.9)),
    exactly('orders that Penstock wrote', orders * rounds, written.length, 'orders'),
    noted('orders in a call, at the end', own.flow.most('orders'), 'orders'),
    noted('calls at once, at the end', own.flow.concurrency(), 'calls'),
  ];
}

type Spread = ReturnType<Paces['of']>;
