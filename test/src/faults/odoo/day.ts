import type { Area, Settings } from '../../measuring/command.js';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { isClean, type Verdict } from '../../odoo-day/check/verdict.js';
import { randomFrom, type Random } from '../../measuring/random.js';
import { livesNamed } from '../../odoo-day/plan/lives.js';
import { type Disturbance, playAgain, playDay, type Played } from '../../odoo-day/play-day.js';
import { CHANNELS } from '../../odoo-day/site/commerce.js';
import { type Site, withSite } from '../../odoo-day/site/open-site.js';
import { withStack } from '../messaging/with-stack.js';
import { allOf, killAtRandom } from './adapters.js';

const DEFAULT_ORDERS = 60;

/** A real Odoo takes about a second for what it does with an order in one part of the day; a lost answer makes some wait for its request limit. */
const PATIENCE_MS = 300_000;
const PATIENCE_PER_ORDER_MS = 2_000;

/**
 * A day of orders against Odoo, counted in Odoo itself, then the same day once more. The adapter is killed at random meanwhile, and so is Odoo where
 * its process is ours: the stand-in, or the server that `ODOO_COMMAND` starts. People change stock at its screens and by imports. `--only` names
 * what orders may live through.
 */
export const odooDay: Area = ({ orders = DEFAULT_ORDERS, seed, only, say }: Settings) =>
  withStack(
    say,
    (place) =>
      withSite(place, async (site) => {
        await site.adapters[0].start();
        const played = await playDay(site, {
          run: `d${seed}x${Date.now().toString(36)}`,
          ...{ orders, seed, channels: CHANNELS, hasHands: true },
          patienceMs: PATIENCE_MS + orders * PATIENCE_PER_ORDER_MS,
          disturb: () => Promise.resolve(kills(site, orders, randomFrom(seed + 3))),
          ...(only && { lives: livesNamed(only) }),
        });
        const changed = isClean(played.verdict) ? await playAgain(site, played) : [];
        tell([...played.problems, ...Object.entries(played.verdict).flatMap(sentences), ...changed]);
        return rowsOf(played, changed);
      }),
    (rows) => rows.every(({ pass }) => pass),
  );

/** One kill of each in every part of the day, and one more for every hundred orders. */
function kills(site: Site, orders: number, random: Random): Disturbance {
  const often = { times: 1 + Math.floor(orders / 100), latestMs: Math.min(15_000, 100 * orders) };
  const victims = [site.adapters[0], ...(site.server.process ? [site.server.process] : [])];
  return allOf(victims.map((victim) => killAtRandom(victim, random, site.say, often)));
}

const rowsOf = (played: Played, changed: readonly string[]): Row[] => {
  const lines = played.day.orders.flatMap(({ expected }) => expected.lines);
  const sum = (field: 'shipped' | 'returned'): number => lines.reduce((total, line) => total + line[field], 0);
  return [
    noted('orders', played.day.orders.length, 'orders'),
    ...[...new Set(played.day.orders.map(({ life }) => life))].map((life) =>
      noted(`of them ${life}`, played.day.orders.filter((order) => order.life === life).length, 'orders'),
    ),
    noted('events said', played.said.length, 'events'),
    noted('pieces that left', sum('shipped'), 'pieces'),
    noted('pieces that came back', sum('returned'), 'pieces'),
    ...[...played.struck].map(([victim, times]) => noted(`${victim} killed`, times, 'times')),
    ...counts(played.verdict),
    exactly('problems', 0, played.problems.length, 'problems'),
    exactly('records changed by the same day again', 0, changed.length, 'records'),
    noted('took', played.seconds, 's'),
  ];
};

export const counts = (verdict: Verdict, of = ''): Row[] =>
  Object.entries(verdict).map(([name, cases]: [string, readonly string[]]) =>
    exactly(`${of}${name}`, 0, cases.length, 'cases'),
  );

const sentences = ([name, cases]: [string, readonly string[]]): string[] => cases.map((what) => `${name}: ${what}`);

const SHOWN = 40;
export function tell(lines: readonly string[]): void {
  for (const line of lines.slice(0, SHOWN)) console.log(line);
  if (lines.length > SHOWN) console.log(`and ${lines.length - SHOWN} more`);
}
