import { until } from '@penstock/testing/stack';
import type { AdapterSite } from './adapter-site.js';
import { orderIdOf, orderOf } from './orders.js';
import type { OdooScene } from './scene.js';

const PATIENCE_MS = 600_000;

/** Puts so many orders, whose numbers begin with `name`, on Kafka and waits until each is confirmed and said to be. @returns orders a second */
export async function drainBacklog(
  { shop }: Pick<OdooScene, 'shop'>,
  site: AdapterSite,
  name: string,
  count: number,
): Promise<number> {
  const names = Array.from({ length: count }, (_, nth) => `${shop.run}-${name}-${nth}`);
  const ids = names.map(orderIdOf);
  const begun = Date.now();
  await site.order(names.map((each, nth) => orderOf(each, shop.skusOf(nth), each)));
  await isConfirmed(site, ids);
  const done = Math.max(...ids.map((id) => site.links.at.get(id) ?? 0));
  return (count / (done - begun)) * 1000;
}

/** @throws Error where that takes too long */
export async function isConfirmed({ links }: AdapterSite, ids: readonly string[]): Promise<void> {
  const left = (): number => ids.filter((id) => !links.at.has(id)).length;
  if (await until(() => left() === 0, { withinMs: PATIENCE_MS, everyMs: 50 })) return;
  throw new Error(`${left()} of ${ids.length} orders were not confirmed within ${PATIENCE_MS / 1000} s`);
}
