import type { Area, Settings } from '../../measuring/command.js';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { isClean, type Verdict } from '../../odoo-day/check/verdict.js';
import { livesNamed } from '../../odoo-day/plan/lives.js';
import { playAgain, playDay } from '../../odoo-day/play-day.js';
import { CHANNELS } from '../../odoo-day/site/commerce.js';
import { withSite } from '../../odoo-day/site/open-site.js';
import { withStack } from '../messaging/with-stack.js';

const DEFAULT_ORDERS = 60;
const PATIENCE_MS = 30_000;
const PATIENCE_PER_ORDER_MS = 1_000;

/** A day of orders against Odoo, counted in Odoo itself; then the same day once more. `--only` names what orders may live through. */
export const odooDay: Area = ({ orders = DEFAULT_ORDERS, seed, only, say }: Settings) =>
  withStack(
    say,
    (place) =>
      withSite(place, async (site) => {
        await site.adapters[0].start();
        const run = `d${seed}x${Date.now().toString(36)}`;
        const patienceMs = PATIENCE_MS + orders * PATIENCE_PER_ORDER_MS;
        const lives = only && { lives: livesNamed(only) };
        const all = { hasHands: true, hasCounts: only === undefined };
        const played = await playDay(site, { run, orders, seed, channels: CHANNELS, patienceMs, ...all, ...lives });
        const changed = isClean(played.verdict) ? await playAgain(site, played) : [];
        tell([...played.problems, ...Object.entries(played.verdict).flatMap(sentences), ...changed]);
        return [
          noted('orders', played.day.orders.length, 'orders'),
          noted('events said', played.said.length, 'events'),
          ...counts(played.verdict),
          exactly('problems', 0, played.problems.length, 'problems'),
          exactly('records changed by the same day again', 0, changed.length, 'records'),
          noted('took', played.seconds, 's'),
        ];
      }),
    (rows) => rows.every(({ pass }) => pass),
  );

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
