import { isClean } from '../../odoo-day/check/verdict.js';
import type { Area, Settings } from '../../measuring/command.js';
import { below, exactly, noted, type Row } from '../../measuring/row.js';
import { type PlayedOutage, playOutage } from '../../odoo-day/outage/play-outage.js';
import { playAgain } from '../../odoo-day/play-day.js';
import { CHANNELS } from '../../odoo-day/site/commerce.js';
import { type Site, withSite } from '../../odoo-day/site/open-site.js';
import { withStack } from '../messaging/with-stack.js';
import { counts, tell } from './day.js';

const MINUTES = 1;
/** Of each minute. Three of four come while Odoo is away: one every ten seconds. */
const ORDERS_A_MINUTE = 8;
/** So that every life is among those that Odoo has before, too. */
const LEAST_ORDERS = 60;

const PATIENCE_MS = 300_000;
const PATIENCE_PER_ORDER_MS = 2_000;

/** The breaker lets one call through every ten seconds to find out whether Odoo is back. It opens at the fifth failure; some calls were on their way by then. */
const PROBES_A_MINUTE = 6;
const UNTIL_IT_OPENS = 15;

/**
 * Odoo is stopped for so many minutes while orders, changes, cancellations, parcels and counts go on arriving; then it is started again. What came of it
 * is counted in Odoo itself, what the adapter did meanwhile by its health, metrics and log.
 */
export const odooOutage: Area = ({ minutes = MINUTES, orders, seed, say }: Settings) =>
  withStack(
    say,
    (place) =>
      withSite(place, async (site) => {
        const { process } = site.server;
        if (!process) throw new Error('an outage needs an Odoo that can be stopped: set ODOO_COMMAND, or leave ODOO_URL out'); // prettier-ignore
        await site.adapters[0].start();
        const count = orders ?? Math.max(LEAST_ORDERS, minutes * ORDERS_A_MINUTE);
        const played = await playOutage(site, process, {
          run: `o${seed}x${Date.now().toString(36)}`,
          ...{ orders: count, seed, channels: CHANNELS },
          awayMs: minutes * 60_000,
          patienceMs: PATIENCE_MS + count * PATIENCE_PER_ORDER_MS,
        });
        return rowsOf(played, minutes, await changedAgain(site, played));
      }),
    (rows) => rows.every(({ pass }) => pass),
  );

async function changedAgain(site: Site, played: PlayedOutage): Promise<readonly string[]> {
  const changed = isClean(played.verdict) ? await playAgain(site, played) : [];
  const { problems, verdict, outOfOrder, watched } = played;
  const cases = Object.entries(verdict).flatMap(([name, of]: [string, readonly string[]]) =>
    of.map((what) => `${name}: ${what}`),
  );
  tell([...problems, ...cases, ...outOfOrder, ...watched.alarms, ...changed]);
  return changed;
}

function rowsOf(played: PlayedOutage, minutes: number, changed: readonly string[]): Row[] {
  const { watched, queued, drainedMs } = played;
  return [
    noted('Odoo was away', minutes, 'min'),
    noted('orders', played.day.orders.length, 'orders'),
    noted('events said', played.said.length, 'events'),
    noted('of them while Odoo was away', played.saidWhileAway, 'events'),
    exactly('of them not taken when it came back', 0, queued.untaken + queued.parked, 'events'),
    noted('calls that waited for it', queued.calls, 'calls'),
    noted('looks at health and metrics meanwhile', watched.looks, 'looks'),
    exactly('at which the adapter was not ready', 0, watched.notReady, 'looks'),
    noted('at which the circuit breaker was open', watched.circuitOpen, 'looks'),
    below('calls that went out meanwhile, in vain', minutes * PROBES_A_MINUTE + UNTIL_IT_OPENS, watched.inVain, 'calls'), // prettier-ignore
    noted('calls that the breaker kept back', watched.heldBack, 'calls'),
    noted('warnings in the log meanwhile', watched.warnings, 'lines'),
    exactly('alarms in the log meanwhile', 0, watched.alarms.length, 'alarms'),
    noted('from Odoo’s first answer until nothing waited', drainedMs / 1000, 's'),
    ...counts(played.verdict),
    exactly('documents whose calls ended in another order', 0, played.outOfOrder.length, 'documents'),
    exactly('problems', 0, played.problems.length, 'problems'),
    exactly('records changed by the same day again', 0, changed.length, 'records'),
  ];
}
