import { until } from '@penstock/testing/stack';
import { randomFrom } from '../measuring/random.js';
import { checkCustomers } from './check/customers.js';
import { checkDeliveries } from './check/deliveries.js';
import { checkOrders } from './check/orders.js';
import { changesBetween, readDay, type Snapshot } from './check/snapshot.js';
import { checkAnnouncements, checkLedger, checkStock } from './check/stock.js';
import { isClean, together, type Verdict } from './check/verdict.js';
import { Hands } from './hands/hands.js';
import { type Day, type Saying, type Stage, STAGES } from './plan/day.js';
import { inTurns } from './plan/in-turns.js';
import { type DayOptions, planDay, planProducts } from './plan/plan-day.js';
import { givenUp, isSettled, outstanding, waitingCalls } from './site/books.js';
import type { Site } from './site/open-site.js';
import { locationIdOf, productIdOf } from './site/warehouse.js';

export interface PlayOptions extends DayOptions {
  /** How long the system may take to be done with what was said in one part of the day. */
  readonly patienceMs: number;
  /** Done while the system works off what was said; everything must be able to finish by itself once it resolves. */
  readonly meanwhile?: (stage: Stage) => Promise<void>;
}

/** A day that is over, and what became of it. */
export interface Played {
  readonly day: Day;
  readonly verdict: Verdict;
  /** What failed besides: calls given up, dead letters, a part that did not end in time. */
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly snapshot: Snapshot;
  /** Everything that was said, by event id. */
  readonly said: readonly string[];
}

/** Plays a day on a site and compares, in the evening, what Odoo holds with what the model says. */
export async function playDay(site: Site, options: PlayOptions): Promise<Played> {
  const begun = performance.now();
  const ids = await site.warehouse.stockUp(planProducts(options));
  const idOf = (sku: string): number => ids.get(sku) ?? 0;
  const locationId = locationIdOf(site.warehouse.stock);
  const day = planDay(options, (sku) => ({ productId: productIdOf(idOf(sku)), locationId }));
  const random = randomFrom(options.seed + 1);
  const goods = day.products.filter(({ use }) => use === 'sale');
  const hands = new Hands(site.warehouse, goods, ids, options.run, randomFrom(options.seed + 2));
  const said: string[] = [];
  const problems: string[] = [];
  for (const stage of STAGES) {
    const stories = [...day.orders.map(({ sayings }) => sayings), ...day.counts.map(({ saying }) => [saying])];
    const now = stories.map((story) => story.filter((saying: Saying) => saying.stage === stage));
    said.push(...(await site.source.say(inTurns(now, random), random)));
    await Promise.all([hands.work(stage), options.meanwhile?.(stage)]);
    const isDone = async (): Promise<boolean> => isSettled(await outstanding(site.sql, said));
    if (await until(isDone, { withinMs: options.patienceMs, everyMs: 200 })) continue;
    const left = JSON.stringify(await outstanding(site.sql, said));
    problems.push(
      `${stage}: not done after ${options.patienceMs / 1000} s: ${left}`,
      ...(await waitingCalls(site.sql)),
    );
    break;
  }
  const { verdict, snapshot } = await evening(site, day, hands);
  problems.push(...(await givenUp(site.sql)));
  return { day, verdict, problems, seconds: (performance.now() - begun) / 1000, snapshot, said };
}

/** Says everything once more, the same bytes. @returns what changed in Odoo by it, which must be nothing */
export async function playAgain(site: Site, { day, said, snapshot }: Played): Promise<string[]> {
  await site.source.sayAgain(said);
  await until(async () => isSettled(await outstanding(site.sql, said)), { withinMs: LAST_NEWS_MS, everyMs: 200 });
  return changesBetween(snapshot, await readDay(site.odoo, day.run));
}

/** The adapter looks at Odoo from time to time: its last news may be on the way. */
const LAST_NEWS_MS = 20_000;

async function evening(site: Site, day: Day, hands: Hands): Promise<{ verdict: Verdict; snapshot: Snapshot }> {
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
