import { z } from 'zod';

/**
 * How a stand-in misbehaves towards the requests that come next:
 * - `slow`: waits `ms`, then answers;
 * - `down`: cuts the connection without looking at the request;
 * - `429`, `500`: answers so, with no effect;
 * - `hang`: does nothing and says nothing (the connection is cut after `ms`);
 * - `commit-then-hang`: does what was asked and never says so (the connection is cut after `ms`).
 */
export const faultSchema = z.object({
  mode: z.enum(['none', 'slow', 'down', '429', '500', 'hang', 'commit-then-hang']),
  /** How many requests it meets; without it, all until the next change. */
  times: z.int().positive().optional(),
  ms: z.int().nonnegative().default(60_000),
});

export type Fault = z.input<typeof faultSchema>;

/** The fault in force. Kept in memory: a restarted stand-in behaves well. */
export class Faults {
  #fault: z.output<typeof faultSchema> = { mode: 'none', ms: 0 };
  #left = 0;

  set(fault: Fault): void {
    this.#fault = faultSchema.parse(fault);
    this.#left = this.#fault.times ?? Number.POSITIVE_INFINITY;
  }

  /** The fault that the request now beginning meets. */
  take(): z.output<typeof faultSchema> {
    if (this.#left <= 0 || this.#fault.mode === 'none') return { mode: 'none', ms: 0 };
    this.#left -= 1;
    return this.#fault;
  }
}
