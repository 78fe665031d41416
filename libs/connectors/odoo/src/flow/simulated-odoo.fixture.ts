import { HttpUnavailable } from '@penstock/http';
import { vi } from 'vitest';
import { OdooFlow, type FlowOptions } from './flow.js';
import type { Lane } from './lanes.js';

/** An Odoo by the clock of the test: so many workers, each of which serves one call at a time, and a queue before them. */
export class SimulatedOdoo {
  /** Milliseconds that a worker needs for a call. */
  serviceMs = 100;
  /** The most that were there at once, waiting or being served. */
  peak = 0;
  private inside = 0;
  private readonly queue: (() => void)[] = [];

  constructor(public workers: number) {}

  send = (): Promise<void> => this.serve(this.serviceMs);

  /** A request that needs so many milliseconds of a worker's time. */
  async serve(millis: number): Promise<void> {
    this.inside += 1;
    this.peak = Math.max(this.peak, this.inside);
    if (this.inside > this.workers) await new Promise<void>((resolve) => this.queue.push(resolve));
    await elapsed(millis);
    this.inside -= 1;
    this.queue.shift()?.();
  }
}

export const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const flowOf = (options: Partial<FlowOptions> = {}): OdooFlow =>
  new OdooFlow({ name: 'odoo.simulated', most: 16, slowdown: 2, bulkMs: 2_000, ...options });

export const CALL = { model: 'sale.order', method: 'action_confirm', args: { ids: [1] }, context: {} };

/** Callers that have always another call to make, until told to stop. */
export function keepCalling(flow: OdooFlow, lane: Lane, callers: number, send: () => Promise<void>) {
  const seen = { calls: 0, millis: 0, over: false };
  const one = async (): Promise<void> => {
    while (!seen.over) {
      await flow
        .run(lane, CALL, async () => {
          const begun = performance.now();
          await send();
          seen.calls += 1;
          seen.millis += performance.now() - begun;
        })
        .catch((error: unknown) => {
          if (!(error instanceof HttpUnavailable)) throw error; // the next call is another try
        });
    }
  };
  void Promise.all(Array.from({ length: callers }, one));
  return {
    /** Of the calls that ended meanwhile. */
    async for(seconds: number): Promise<{ readonly calls: number; readonly meanMs: number }> {
      const [calls, millis] = [seen.calls, seen.millis];
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      return { calls: seen.calls - calls, meanMs: (seen.millis - millis) / (seen.calls - calls) };
    },
    stop: () => void (seen.over = true),
  };
}
