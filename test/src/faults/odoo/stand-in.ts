import { ask } from '@penstock/local';
import type { Fault, LoggedRequest } from '@penstock/testing/odoo';
import type { Component } from '@penstock/testing/stack';
import { until } from '@penstock/testing/stack';
import type { Site } from '../../odoo-day/site/open-site.js';
import { kindOf, WRITES } from './writes.js';

const AWAY_AT_MOST_MS = 30_000;

/** The stand-in for Odoo, from behind: its faults, its process and its request log. */
export class StandIn {
  readonly process: Component;
  private readonly url: string;

  constructor({ server }: Site) {
    if (!server.isStandIn || !server.process) throw new Error('this fault needs the stand-in for Odoo');
    this.process = server.process;
    this.url = server.login.url;
  }

  /** Has a fault strike each call that each kind of write is made by, so many times. */
  arm(mode: Fault['mode'], { times, ms }: { times: number; ms?: number }): Promise<void> {
    return this.put(
      WRITES.flatMap(({ calls }) =>
        calls.map((call): Fault => ({ mode, ...call, times, ...(ms !== undefined && { ms }) })),
      ),
    );
  }

  put(faults: readonly Fault[]): Promise<void> {
    return this.patiently(async () => void (await ask(`${this.url}/_standin/faults`, { method: 'PUT', body: faults })));
  }

  /** All calls ever made, oldest first. */
  async requests(): Promise<LoggedRequest[]> {
    return this.patiently(() => ask(`${this.url}/_standin/requests`));
  }

  /** How often each kind of write was struck since the nth request. */
  async strikes(since: number): Promise<ReadonlyMap<string, number>> {
    const struck = new Map<string, number>();
    for (const request of (await this.requests()).slice(since)) {
      const kind = request.fault === undefined ? undefined : kindOf(request);
      if (kind !== undefined) struck.set(kind, (struck.get(kind) ?? 0) + 1);
    }
    return struck;
  }

  /** Whether it answers at all. */
  async answers(withinMs: number): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/_standin/faults`, { signal: AbortSignal.timeout(withinMs) })).ok;
    } catch {
      return false;
    }
  }

  private async patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    let answer: { result: Result } | undefined;
    const tried = (): Promise<boolean> =>
      work().then(
        (result) => ((answer = { result }), true),
        () => false, // killed or frozen, and soon back
      );
    await until(tried, { withinMs: AWAY_AT_MOST_MS, everyMs: 100 });
    if (!answer) throw new Error(`the stand-in for Odoo did not answer within ${AWAY_AT_MOST_MS / 1000} s`);
    return answer.result;
  }
}
