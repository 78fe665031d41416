import { instantOfMillis } from '@penstock/domain';
import { until } from '@penstock/testing/stack';
import { randomFrom } from '../measuring/random.js';
import { changesBetween, readDay, type Snapshot } from './check/snapshot.js';
import type { Verdict } from './check/verdict.js';
import { evening, LAST_NEWS_MS } from './evening.js';
import { finishing } from './finishing.js';
import { Hands } from './hands/hands.js';
import { exceptionsSince, morning } from './morning.js';
import { type Day, type Saying, type Stage, STAGES } from './plan/day.js';
import { inTurns } from './plan/in-turns.js';
import type { DayOptions } from './plan/plan-day.js';
import { givenUp, hasRead, isSettled, outstanding } from './site/books.js';
import type { Site } from './site/open-site.js';

export interface PlayOptions extends DayOptions {
  /** How long the system may take to be done with what was said in one part of the day. */
  readonly patienceMs: number;
  /** Whether people change stock in Odoo meanwhile. */
  readonly hasHands: boolean;
  /** Begins what goes wrong, once everything is set up. */
  readonly disturb?: () => Promise<Disturbance>;
}

/** What goes wrong while a day is played. */
export interface Disturbance {
  /** Beside what is said in one part of the day; when it resolves, everything must be able to finish by itself. */
  during?(stage: Stage): Promise<void>;
  /** Ends it. @returns how often it struck what */
  end(): Promise<ReadonlyMap<string, number>>;
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
  readonly struck: ReadonlyMap<string, number>;
}

/** Plays a day on a site and compares, in the evening, what Odoo holds with what the model says. */
export async function playDay(site: Site, options: PlayOptions): Promise<Played> {
  const begun = performance.now();
  const { day, ids } = await morning(site, options);
  const goods = day.products.filter(({ use }) => use === 'sale');
  const hands = new Hands(site.warehouse, goods, ids, options.run, randomFrom(options.seed + 2));
  const heard = site.witness.heard.length;
  const disturbance = await options.disturb?.();
  const work = async (stage: Stage): Promise<unknown> =>
    Promise.all([options.hasHands ? hands.work(stage) : undefined, disturbance?.during?.(stage)]);
  let struck: ReadonlyMap<string, number> = new Map();
  const { said, problems } = await sayAll(site, day, options, work).finally(async () => {
    struck = (await disturbance?.end()) ?? struck;
  });
  const { verdict, snapshot } = await evening(site, day, hands);
  problems.push(...(await givenUp(site.sql)), ...exceptionsSince(site, heard));
  return { day, verdict, problems, seconds: (performance.now() - begun) / 1000, snapshot, said, struck };
}

/** Says each part of the day, and waits until the system is done with it before the next. */
async function sayAll(
  site: Site,
  { orders, counts }: Day,
  { seed, patienceMs }: PlayOptions,
  work: (stage: Stage) => Promise<unknown>,
): Promise<{ said: string[]; problems: string[] }> {
  const random = randomFrom(seed + 1);
  const said: string[] = [];
  for (const stage of STAGES) {
    const of = ({ stage: its }: { stage: Stage }): boolean => its === stage;
    const counted = counts.filter(of).map((count): Saying[] => [count.saidAt(instantOfMillis(Date.now()))]);
    const now = [...orders.map(({ sayings }) => sayings.filter(of)), ...counted];
    said.push(...(await site.source.say(inTurns(now, random), random)));
    await work(stage);
    const problems = await finishing(site, stage, said, patienceMs);
    if (problems.length > 0) return { said, problems };
  }
  return { said, problems: [] };
}

/** Says everything once more, the same bytes. @returns what changed in Odoo by it, which must be nothing */
export async function playAgain(
  site: Site,
  { day, said, snapshot }: Pick<Played, 'day' | 'said' | 'snapshot'>,
): Promise<string[]> {
  await site.source.sayAgain(said);
  const ends = await site.source.ends();
  const isRead = async (): Promise<boolean> =>
    (await hasRead(site.sql, ends)) && isSettled(await outstanding(site.sql, said));
  if (!(await until(isRead, { withinMs: 2 * LAST_NEWS_MS, everyMs: 200 })))
    return [`what was said again was not read within ${(2 * LAST_NEWS_MS) / 1000} s`];
  return changesBetween(snapshot, await readDay(site.odoo, day.run));
}
