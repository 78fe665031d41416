import { withQuery } from '../../measuring/query.js';
import { randomFrom } from '../../measuring/random.js';
import { SCHEMA } from '../../inventory-site/database.js';
import { numberedProduct } from '../../inventory-site/facts.js';
import { type Site, untilCount } from '../../inventory-site/site.js';
import { untilTold } from '../../inventory-site/stock-up.js';
import { hashOf } from '../messaging/play.js';
import type { InventoryFault, Scene } from './fault.js';
import { trade, type Traded } from './trade.js';
import { type Lateness, lateOf, latenessOf } from './late.js';
import { isClean, judge, type Verdict } from './verdict.js';

/** What became of a fault. */
export interface Outcome {
  readonly fault: string;
  readonly victim: string | null;
  /** How often it struck: calls, kills. */
  readonly struck: number;
  readonly movements: number;
  readonly orders: number;
  readonly verdict: Verdict;
  /** By destination, after how many milliseconds 99 of a hundred movements were there. */
  readonly lateness: Lateness;
  /** What failed besides the verdict: it did not strike, or did not end in time. */
  readonly problems: readonly string[];
  /** From the end of the fault until every channel was told. */
  readonly seconds: number;
}

export const hasPassed = ({ verdict, problems }: Outcome): boolean => isClean(verdict) && problems.length === 0;

const TRADE_MS = 5_000;
const PATIENCE_MS = 90_000;

export interface Play {
  readonly site: Site;
  readonly scene: Scene;
  /** Listings that all channels have together. */
  readonly listings: number;
  /** The nth of the run, from 0: its products are its own. */
  readonly nth: number;
  readonly seed: number;
  /** When nothing is struck; undefined while that is found out. */
  readonly usual: Lateness | undefined;
}

/** Plays one fault under trade of its own, waits until everybody was told, and judges. */
export async function playFault(
  fault: InventoryFault,
  { site, scene, listings, nth, seed, usual }: Play,
): Promise<Outcome> {
  const own = seed ^ hashOf(fault.id); // so that it is the same whichever others are played
  const strikes = await fault.begin(scene, randomFrom(own));
  const over = Date.now() + TRADE_MS;
  const traded = await trade(site, nth, own + 1, () => Date.now() >= over);
  await strikes.end();
  const begun = performance.now();
  const problems = await settled(site, traded, listings);
  const seconds = (performance.now() - begun) / 1000;
  const struck = await strikes.count();
  const lateness = await latenessOf(scene.channels, traded);
  const others = scene.channels.filter(({ destination }) => destination !== fault.victim);
  const punctual = fault.strikesService ? [] : others;
  const verdict = await withQuery(site.databaseUrl, (query) =>
    judge(traded, { query, channels: scene.channels, late: lateOf(punctual, lateness, usual) }),
  );
  return {
    fault: fault.name,
    victim: fault.victim,
    struck,
    movements: traded.due.size,
    orders: [...traded.ordered.values()].reduce((sum, count) => sum + count, 0),
    verdict,
    lateness,
    problems: struck > 0 ? problems : [...problems, 'it did not strike, and proves nothing'],
    seconds,
  };
}

/** Waits until everything that was said is booked and told. */
async function settled(site: Site, { due, ordered }: Traded, listings: number): Promise<string[]> {
  const ids = [...due.keys()].map((id) => `'${id}'`).join();
  const lines = [...ordered.values()].reduce((sum, count) => sum + count, 0);
  const products = [...ordered.keys()].map((product) => `'${numberedProduct(product)}'`).join();
  const booked = `SELECT count(DISTINCT event_id) FROM ${SCHEMA}.stock_movement WHERE event_id IN (${ids})`;
  const answered = `SELECT count(*) FROM ${SCHEMA}.reservation WHERE product_id IN (${products})`;
  try {
    await untilCount(site, 'movements booked', booked, due.size, PATIENCE_MS);
    await untilCount(site, 'lines answered', answered, lines, PATIENCE_MS);
    await untilTold(site, listings, PATIENCE_MS);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
