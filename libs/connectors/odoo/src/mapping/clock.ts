import { createHttpClient } from '@penstock/http';
import type { Findings } from './findings.js';

const TOLERATED_SECONDS = 5;

/** @returns milliseconds since 1970 by the server's clock, to the second; undefined where it does not say */
export type ServerClock = () => Promise<number | undefined>;

/**
 * The clock of the server at an address, by the Date header of its health page, which asks for no login.
 * https://github.com/odoo/odoo/blob/18.0/addons/web/controllers/home.py
 */
export function serverClock(url: string): ServerClock {
  return async () => {
    const http = createHttpClient({ name: 'odoo.clock', baseUrl: url, timeoutMs: 10_000 });
    try {
      const { headers } = await http.get('/web/health');
      const millis = Date.parse(headers['date'] ?? '');
      return Number.isNaN(millis) ? undefined : millis;
    } finally {
      http.close();
    }
  };
}

/** Times of orders and of changes come from two clocks: people compare them, and a cursor that reads by time trusts Odoo's. */
export async function checkClock(clock: ServerClock, into: Findings): Promise<void> {
  const before = Date.now();
  const theirs = await clock();
  if (theirs === undefined) return;
  const ours = (before + Date.now()) / 2;
  const seconds = Math.round((theirs - ours) / 1000);
  if (Math.abs(seconds) <= TOLERATED_SECONDS) return;
  into.warn(
    'CLOCKS_DIFFER',
    null,
    `Odoo's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine's`,
    'Synchronise both machines with a time server (NTP).',
  );
}
