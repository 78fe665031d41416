import { setTimeout as wait } from 'node:timers/promises';
import { until } from '@penstock/testing/stack';
import { noted, notedSpread, type Row } from '../../measuring/row.js';
import { spreadOf } from '../../measuring/spread.js';
import { Warehouse } from '../../odoo-day/site/warehouse.js';
import { type AdapterSite, POLL_INTERVAL_MS } from './adapter-site.js';
import { type Look, looksIn } from './looks.js';
import type { OdooScene } from './scene.js';

const CHANGES = 100;
const LOOKS = 10;
const QUIET_MS = POLL_INTERVAL_MS / 2;
/** Each look overlaps the last by a minute: so long a change is read again and again. */
const OVERLAP_MS = 60_000;
const PATIENCE_MS = 2 * OVERLAP_MS;
/** Asked for beside any calls, to see how long people wait: no part of a look. */
const HEALTH_PAGE = '/web/health';

/** What it costs to look for changes: while nothing happens, and once a hundred products were counted at one moment. */
export async function polling({ odoo, shop, say }: OdooScene, { proxy }: AdapterSite): Promise<Row[]> {
  const warehouse = await Warehouse.of(odoo);
  const goods = Array.from({ length: CHANGES }, (_, nth) => ({ sku: `${shop.run}-poll-${nth + 1}`, name: 'x', type: 'consu', is_storable: true })); // prettier-ignore
  const ids = await odoo.call<number[]>('product.product', 'create', [
    goods.map(({ sku, ...more }) => ({ ...more, default_code: sku })),
  ]);
  const calls = () => proxy.calls.filter(({ name }) => name !== HEALTH_PAGE);
  const looks = (): Look[] => looksIn(calls(), QUIET_MS);
  say('waiting until everything has been read often enough');
  await wait(OVERLAP_MS); // what was made before is in the overlap until then
  const begun = looks().length + 1;
  await until(() => looks().length > begun + LOOKS, { withinMs: PATIENCE_MS, everyMs: 250 });
  const idle = looks().slice(begun, begun + LOOKS);
  const before = looks().length;
  await warehouse.importCounts(new Map(ids.map((id, nth) => [id, nth + 1])));
  const rowsIdle = Math.max(...idle.map(({ rows }) => rows));
  const sawAll = ({ rows }: Look): boolean => rows >= rowsIdle + CHANGES;
  await until(() => looks().slice(before, -1).some(sawAll), { withinMs: PATIENCE_MS, everyMs: 250 });
  await odoo.call('product.product', 'write', [ids, { active: false }]);
  const busy = looks().slice(before).find(sawAll);
  if (!busy) throw new Error(`the adapter did not see ${CHANGES} changes within ${PATIENCE_MS / 1000} s`);
  const spread = (of: keyof Look) => spreadOf(idle.map((look) => look[of]));
  return [
    noted('a look every', POLL_INTERVAL_MS / 1000, 's'),
    notedSpread('calls of a look, nothing happens', spread('calls'), 'calls'),
    notedSpread('of Odoo’s time', spread('millis'), 'ms'),
    notedSpread('records read', spread('rows'), 'rows'),
    noted(`calls of the look that sees ${CHANGES} products counted`, busy.calls, 'calls'),
    noted('of Odoo’s time, for that', busy.millis, 'ms'),
    noted('records read, for that', busy.rows, 'rows'),
  ];
}
