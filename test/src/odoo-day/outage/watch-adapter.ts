import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { AdapterProcess } from '../site/adapter.js';
import { MetricsPage } from './metrics-page.js';

/** What the adapter said of itself over some time, to those who run it. */
export interface Watched {
  readonly looks: number;
  /** Looks at which it said that it was not ready, or nothing. */
  readonly notReady: number;
  /** Looks at which the circuit breaker kept calls to Odoo back. */
  readonly circuitOpen: number;
  /** Calls to Odoo that went out and came back without an answer. */
  readonly inVain: number;
  /** Calls that nobody sent, since the breaker was open. */
  readonly heldBack: number;
  /** The most tasks that waited for Odoo. */
  readonly waiting: number;
  /** Lines of the log that are warnings or worse, and those of them that wake somebody. */
  readonly warnings: number;
  readonly alarms: readonly string[];
}

interface Look {
  readonly isReady: boolean;
  readonly page: MetricsPage;
}

const CALLS = 'http_client_request_duration_count';
const ODOO = 'penstock_http_client="odoo.main"';

/** Looks at health and metrics again and again, until told to end. */
export function watchAdapter(adapter: AdapterProcess, everyMs: number): { end(): Promise<Watched> } {
  const logBegins = statSync(adapter.logFile).size;
  const looks: Look[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    looks.push(await lookAt(adapter));
    while (!stop.signal.aborted) {
      await wait(everyMs, undefined, { signal: stop.signal }).catch(() => undefined); // told to end: one more look
      looks.push(await lookAt(adapter));
    }
  })();
  return {
    async end() {
      stop.abort();
      await watching;
      return { ...summary(looks), ...saidIn(readFileSync(adapter.logFile).subarray(logBegins).toString()) };
    },
  };
}

async function lookAt({ url }: AdapterProcess): Promise<Look> {
  const [health, metrics] = await Promise.all(['/health/ready', '/metrics'].map((path) => fetch(`${url}${path}`)));
  return { isReady: health?.ok ?? false, page: new MetricsPage((await metrics?.text()) ?? '') };
}

function summary(looks: readonly Look[]): Omit<Watched, 'warnings' | 'alarms'> {
  const [first, last] = [looks[0], looks.at(-1)];
  const grew = (...attributes: string[]): number =>
    (last?.page.sum(CALLS, ODOO, ...attributes) ?? 0) - (first?.page.sum(CALLS, ODOO, ...attributes) ?? 0);
  const heldBack = grew('error_type="circuit_open"');
  return {
    looks: looks.length,
    notReady: looks.filter(({ isReady }) => !isReady).length,
    circuitOpen: looks.filter(({ page }) => page.sum('penstock_http_circuit_open', ODOO) > 0).length,
    inVain: grew('outcome="unavailable"') + grew('outcome="ambiguous"') - heldBack,
    heldBack,
    waiting: Math.max(...looks.map(({ page }) => page.sum('penstock_tasks_waiting'))),
  };
}

/** The log has one JSON object a line. */
function saidIn(log: string): Pick<Watched, 'warnings' | 'alarms'> {
  const lines = log
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as { level: string; alarm?: string });
  return {
    warnings: lines.filter(({ level }) => level !== 'info' && level !== 'debug').length,
    alarms: lines.flatMap(({ alarm }) => alarm ?? []),
  };
}
