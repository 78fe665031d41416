import type { Component, Exit } from '@penstock/testing/stack';
import { describe, expect, it, vi } from 'vitest';
import { supervise } from './supervise.js';

/** A part whose first `failures` starts fail. */
function aPart(failures: number) {
  let crash: (exit: Exit) => void = () => undefined;
  const start = vi.fn(async () => {
    if (start.mock.calls.length <= failures) return Promise.reject(new Error('it ended while starting'));
    return Promise.resolve();
  });
  const stop = vi.fn(() => Promise.resolve());
  const part: Component = {
    name: 'odoo-adapter',
    pid: 7,
    start,
    stop,
    kill: stop,
    onCrash: (listener) => void (crash = listener),
  };
  return { part, start, crash: (exit: Exit) => crash(exit) };
}

describe('a supervised part', () => {
  it('is started again when it ends of itself, and again when that fails', async () => {
    const { part, start, crash } = aPart(1);
    const said: string[] = [];
    supervise(part, (line) => said.push(line), new AbortController().signal, 1);
    crash({ code: null, signal: 'SIGKILL' });
    await vi.waitFor(() => expect(said).toHaveLength(3));
    expect(start).toHaveBeenCalledTimes(2);
    expect(said).toEqual([
      'odoo-adapter ended unexpectedly (SIGKILL); starting it again',
      'it ended while starting',
      'odoo-adapter is back (pid 7)',
    ]);
  });

  it('is left alone once everything is being stopped', () => {
    const { part, start, crash } = aPart(0);
    const stopping = new AbortController();
    supervise(part, () => undefined, stopping.signal);
    stopping.abort();
    crash({ code: 1, signal: null });
    expect(start).not.toHaveBeenCalled();
  });
});
