import { z } from 'zod';

/**
 * What goes wrong on purpose, for the calls that match `model` and `method` (all when absent; `common` is the model of
 * logins) and whose arguments as JSON hold the text `mentions`, `times` times (until changed when absent):
 * - `slow`: the transaction begins, waits `ms` (1,000), and goes on: its write_date lies before its commit.
 * - `down`: the connection is cut before anything happens.
 * - `429`: too many requests, with Retry-After, from the proxy before the server.
 * - `commit-then-hang`: everything is committed and no answer comes: the connection is cut after `ms`, or, without
 *   it, stays open until the client gives up.
 * - `killed`, `commit-then-killed`: the server's process ends by SIGKILL, before anything happens or when everything is
 *   committed. Only for a process of its own; faults are gone when it is started again, records are not.
 * - `frozen`: the process stops by SIGSTOP in the middle of the call, and goes on with it when somebody sends SIGCONT.
 * - `concurrency`: after `ms` (0) SerializationFailure; `load` says it in its messages.
 * - `locked`: LockNotAvailable.
 */
export const FaultSchema = z.strictObject({
  mode: z.enum([
    ...['none', 'slow', 'down', '429', 'commit-then-hang', 'concurrency', 'locked'],
    ...['killed', 'commit-then-killed', 'frozen'],
  ] as const),
  model: z.string().optional(),
  method: z.string().optional(),
  mentions: z.string().optional(),
  times: z.number().int().positive().optional(),
  ms: z.number().int().nonnegative().optional(),
});

export type Fault = z.infer<typeof FaultSchema>;
export type FaultMode = Fault['mode'];

/** The faults in force; the first that matches a call strikes. */
export class Faults {
  private active: (Fault & { left: number })[] = [];

  /** Replaces all faults; `none` and an empty list end them. */
  set(faults: Fault | readonly Fault[]): void {
    this.active = [faults]
      .flat()
      .filter(({ mode }) => mode !== 'none')
      .map((fault) => ({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  list(): Fault[] {
    return this.active.map(({ left, ...fault }) => (fault.times === undefined ? fault : { ...fault, times: left }));
  }

  /** The fault that strikes a call, counted off. */
  strike(model: string | undefined, method: string | undefined, args?: unknown): Fault | undefined {
    const fault = this.active.find(
      (each) =>
        (each.model ?? model) === model &&
        (each.method ?? method) === method &&
        (each.mentions === undefined || JSON.stringify(args ?? null).includes(each.mentions)) &&
        each.left > 0,
    );
    if (!fault) return undefined;
    fault.left -= 1;
    this.active = this.active.filter(({ left }) => left > 0);
    return fault;
  }
}
