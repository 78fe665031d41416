import { randomFrom } from '../../measuring/random.js';
import { isClean, type Verdict } from '../../odoo-day/check/verdict.js';
import { playAgain, playDay } from '../../odoo-day/play-day.js';
import { CHANNELS } from '../../odoo-day/site/commerce.js';
import type { Site } from '../../odoo-day/site/open-site.js';
import { hashOf } from '../messaging/play.js';
import { callsAtOnce } from './at-once.js';
import type { OdooFault } from './fault.js';
import { StandIn } from './stand-in.js';
import { isWrite } from './writes.js';

/** What became of a fault. */
export interface Outcome {
  readonly fault: string;
  /** How often each kind of write, or process, was struck. */
  readonly struck: ReadonlyMap<string, number>;
  readonly orders: number;
  readonly verdict: Verdict;
  /** Calls that wrote to one document at the same moment. */
  readonly atOnce: readonly string[];
  /** What the same events changed when they were said again. */
  readonly again: readonly string[];
  readonly problems: readonly string[];
  readonly seconds: number;
}

export const hasPassed = ({ verdict, atOnce, again, problems }: Outcome): boolean =>
  isClean(verdict) && atOnce.length + again.length + problems.length === 0;

const PATIENCE_MS = 90_000;

/** Plays a day of its own under one fault, and compares in the evening. */
export async function playFault(
  fault: OdooFault,
  site: Site,
  { seed, orders, run }: { seed: number; orders: number; run: string },
): Promise<Outcome> {
  const own = seed ^ hashOf(fault.id); // so that it is the same whichever others are played
  const log = site.server.isStandIn ? new StandIn(site) : null;
  const since = (await log?.requests())?.length ?? 0;
  const played = await playDay(site, {
    ...{ run, orders, seed: own, channels: CHANNELS, patienceMs: PATIENCE_MS, hasHands: false },
    disturb: () => fault.begin(site, randomFrom(own + 3)),
  });
  const requests = (await log?.requests())?.slice(since) ?? [];
  const again = isClean(played.verdict) ? await playAgain(site, played) : [];
  const later = (await log?.requests())?.slice(since + requests.length) ?? [];
  const writes = later.filter(({ model, method }) => isWrite(model, method));
  const nothing = played.struck.size === 0 ? ['it did not strike, and proves nothing'] : [];
  return {
    fault: fault.name,
    struck: played.struck,
    orders: played.day.orders.length,
    verdict: played.verdict,
    atOnce: callsAtOnce(requests, played.snapshot),
    again: [...again, ...writes.map(({ model, method }) => `${model}.${method} was called again`)],
    problems: [...played.problems, ...nothing],
    seconds: played.seconds,
  };
}
