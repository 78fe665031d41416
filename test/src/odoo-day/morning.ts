import type { ExceptionRaised, ProductLinked } from '@penstock/contracts';
import { until } from '@penstock/testing/stack';
import { LAST_NEWS_MS } from './evening.js';
import type { Day } from './plan/day.js';
import { type DayOptions, planDay, planProducts } from './plan/plan-day.js';
import type { Site } from './site/open-site.js';
import { locationIdOf, productIdOf } from './site/warehouse.js';

/** Makes the goods of a day in Odoo, plans it, and waits until the adapter knows the goods. @returns product.product ids by SKU, too */
export async function morning(
  site: Site,
  options: DayOptions,
): Promise<{ day: Day; ids: ReadonlyMap<string, number> }> {
  const ids = await site.warehouse.stockUp(planProducts(options));
  const locationId = locationIdOf(site.warehouse.stock);
  const placeOf = (sku: string) => ({ productId: productIdOf(ids.get(sku) ?? 0), locationId });
  const day = planDay(options, placeOf);
  await knowsAll(site, day);
  return { day, ids };
}

/** The shop sells what the adapter has seen in Odoo: what becomes of other orders is not this model's. */
async function knowsAll(site: Site, { products }: Day): Promise<void> {
  const areKnown = (): boolean => {
    const known = new Set(site.witness.all<ProductLinked>('ProductLinked').map(({ sku }) => sku));
    return products.every(({ sku }) => known.has(sku));
  };
  if (!(await until(areKnown, { withinMs: LAST_NEWS_MS })))
    throw new Error(`the adapter did not see the products within ${LAST_NEWS_MS / 1000} s`);
}

/** A day gives no cause for any. @param heard how many events the witness had heard in the morning */
export const exceptionsSince = (site: Site, heard: number): string[] =>
  site.witness.heard
    .slice(heard)
    .filter(({ name }) => name === 'ExceptionRaised')
    .map(({ event }) => event as ExceptionRaised)
    .map(({ kind, subject, message, facts }) => `${kind} about ${subject}: ${message} ${JSON.stringify(facts)}`);
