import { afterEach, describe, expect, it, vi } from 'vitest';
import { stopOnSignal, type StopOptions } from './stop-on-signal.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Registers the steps and returns a way to deliver SIGTERM to them alone, and the statuses the process would have ended with. */
function stoppable(options: StopOptions) {
  const exits: unknown[] = [];
  const handlers: Array<(signal: NodeJS.Signals) => void> = [];
  vi.spyOn(process, 'on').mockImplementation((_event, handler) => {
    handlers.push(handler as (signal: NodeJS.Signals) => void);
    return process;
  });
  vi.spyOn(process, 'exit').mockImplementation((status) => exits.push(status) as never);
  stopOnSignal(options);
  return { exits, signal: () => handlers.forEach((handler) => handler('SIGTERM')) };
}

describe('stopOnSignal', () => {
  it('takes the steps in order, once, and ends with status 0', async () => {
    const taken: string[] = [];
    const step = (name: string) => async () => void taken.push(name);
    const { exits, signal } = stoppable({ graceMs: 60_000, steps: [step('app'), step('telemetry')] });
    signal();
    signal();
    await expect.poll(() => exits).toEqual([0]);
    expect(taken).toEqual(['app', 'telemetry']);
  });

  it('ends with the status that whoever asked for the end has set', async () => {
    process.exitCode = 1; // as a consumer does that cannot go on
    const { exits, signal } = stoppable({ graceMs: 60_000, steps: [] });
    signal();
    await expect.poll(() => exits).toEqual([1]);
    process.exitCode = undefined;
  });

  it('takes the later steps also when one fails, and then ends with status 1', async () => {
    const last = vi.fn(async () => undefined);
    const { exits, signal } = stoppable({ graceMs: 60_000, steps: [() => Promise.reject(new Error('stuck')), last] });
    signal();
    await expect.poll(() => exits).toEqual([1]);
    expect(last).toHaveBeenCalledOnce();
  });

  it('ends with status 1 when the grace period is over', async () => {
    vi.useFakeTimers();
    const { exits, signal } = stoppable({ graceMs: 5_000, steps: [() => new Promise(() => undefined)] });
    signal();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(exits).toEqual([1]);
  });
});
