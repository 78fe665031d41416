import { until } from '@penstock/testing/stack';
import type { Day } from './plan/day.js';
import type { Site } from './site/open-site.js';
import { checkCustomers } from './check/customers.js';
import { checkDeliveries } from './check/deliveries.js';
import { checkOrders } from './check/orders.js';
import { readDay, type Snapshot } from './check/snapshot.js';
import { type ByHand, checkAnnouncements, checkLedger, checkStock } from './check/stock.js';
import { isClean, together, type Verdict } from './check/verdict.js';

/** The adapter looks at Odoo from time to time: its last news may be on the way. */
export const LAST_NEWS_MS = 20_000;

/** Compares everything in the evening; once more as long as something is missing that may still come. */
export async function evening(site: Site, day: Day, hands: ByHand): Promise<{ verdict: Verdict; snapshot: Snapshot }> {
  const look = async () => {
    const snapshot = await readDay(site.odoo, day.run);
    const verdict = together(
      checkOrders(day.orders, snapshot),
      checkDeliveries(day.orders, snapshot),
      checkCustomers(day.orders, snapshot),
      checkStock(day, hands, snapshot),
      checkLedger(snapshot, site.witness),
      checkAnnouncements(site.witness),
    );
    return { verdict, snapshot };
  };
  let last = await look();
  await until(async () => isClean(last.verdict) || ((last = await look()), isClean(last.verdict)), {
    withinMs: LAST_NEWS_MS,
    everyMs: 500,
  });
  return last;
}
