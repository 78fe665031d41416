import type { Flow } from '@penstock/connector-odoo';

/** Gives everything away in bulks, as large as Odoo bears just now and as many at once. */
export async function inBulks<T>(
  flow: Flow,
  items: readonly T[],
  send: (bulk: readonly T[]) => Promise<void>,
): Promise<void> {
  const underway = new Set<Promise<void>>();
  for (let at = 0; at < items.length;) {
    while (underway.size >= flow.concurrency()) await Promise.race(underway);
    const bulk = items.slice(at, at + flow.most('orders'));
    at += bulk.length;
    const one: Promise<void> = send(bulk).finally(() => underway.delete(one));
    underway.add(one);
  }
  await Promise.all(underway);
}
