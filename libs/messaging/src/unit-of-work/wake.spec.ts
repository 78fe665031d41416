import { describe, expect, it } from 'vitest';
import { Wake } from './wake.js';

const NEVER = 1_000_000;
const on = new AbortController().signal;

describe('a sleeping loop', () => {
  it('is woken with all others, or alone', async () => {
    const wake = new Wake();
    const slept: string[] = [];
    const sleep = (name: string) => wake.sleep(name, NEVER, on, wake.count(name)).then(() => slept.push(name));
    const [relay, tasks] = [sleep('relay'), sleep('tasks')];
    wake.one('relay');
    await relay;
    expect(slept).toEqual(['relay']);
    wake.all();
    await tasks;
    expect(slept).toEqual(['relay', 'tasks']);
  });

  it('does not sleep when it was woken while it looked', async () => {
    const wake = new Wake();
    const seen = wake.count('relay');
    wake.one('relay');
    await wake.sleep('relay', NEVER, on, seen);
    const before = wake.count('tasks');
    wake.all();
    await wake.sleep('tasks', NEVER, on, before);
  });

  it('wakes when it is to stop', async () => {
    const stopping = new AbortController();
    const wake = new Wake();
    const sleeping = wake.sleep('relay', NEVER, stopping.signal, wake.count('relay'));
    stopping.abort();
    await sleeping;
    await wake.sleep('relay', NEVER, stopping.signal, wake.count('relay'));
  });
});
