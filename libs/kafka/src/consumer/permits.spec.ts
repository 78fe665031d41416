import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Permits } from './permits.js';

interface Someone {
  readonly name: string;
  readonly isUrgent?: boolean;
  readonly isFull?: () => boolean;
}

/** Asks for places, and writes down who was given one. */
function asking(permits: Permits) {
  const given: string[] = [];
  const ask = async ({ name, isUrgent = false, isFull = () => false }: Someone): Promise<void> => {
    await permits.acquire({ isUrgent, isFull });
    given.push(name);
  };
  return { given, ask };
}

/** Asks for one place after the other, gives each back at once, and says in which order they came. */
async function orderOf(asked: readonly Someone[]): Promise<string[]> {
  const permits = new Permits(1);
  const { given, ask } = asking(permits);
  await permits.acquire({ isUrgent: false, isFull: () => true });
  const done = asked.map((one) => ask(one).then(() => permits.release()));
  permits.release();
  await Promise.all(done);
  return given;
}

const urgent = (name: string): Someone => ({ name, isUrgent: true });
const ordinary = (name: string): Someone => ({ name });
const full = (name: string): Someone => ({ name, isFull: () => true });

describe('places', () => {
  it('go to the urgent first, and otherwise in the order they were asked for', async () => {
    const asked = [ordinary('a'), ordinary('b'), urgent('c'), urgent('d')];
    expect(await orderOf(asked)).toEqual(['c', 'd', 'a', 'b']);
  });

  it('are not all an urgent backlog’s: every eighth is another’s', async () => {
    const backlog = Array.from({ length: 20 }, (_, n) => urgent(`u${n}`));
    const order = await orderOf([...backlog, ordinary('a'), ordinary('b'), ordinary('c')]);
    expect(['a', 'b', 'c'].map((name) => order.indexOf(name))).toEqual([7, 15, 22]);
  });

  it('are as many as there are, and no more, for whom much waits', async () => {
    const permits = new Permits(3);
    const { given, ask } = asking(permits);
    for (const name of ['a', 'b', 'c', 'd']) void ask(full(name));
    await expect.poll(() => given).toEqual(['a', 'b', 'c']);
    permits.release();
    await expect.poll(() => given).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('little work', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('goes one at a time, so that more of it gathers meanwhile', async () => {
    const permits = new Permits(3);
    const { given, ask } = asking(permits);
    for (const name of ['a', 'b', 'c']) void ask(ordinary(name));
    await vi.advanceTimersByTimeAsync(90);
    expect(given).toEqual(['a']);
    permits.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual(['a', 'b']);
  });

  it('waits no longer than a tenth of a second for work that is slow, while there are places', async () => {
    const permits = new Permits(2);
    const { given, ask } = asking(permits);
    for (const name of ['slow', 'b', 'c']) void ask(ordinary(name));
    await vi.advanceTimersByTimeAsync(100);
    expect(given).toEqual(['slow', 'b']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(given).toEqual(['slow', 'b']);
    permits.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual(['slow', 'b', 'c']);
  });

  it('that is urgent goes before much that is not', async () => {
    const permits = new Permits(2);
    const { given, ask } = asking(permits);
    for (const one of [full('a'), full('b'), full('c'), urgent('d')]) void ask(one);
    await vi.advanceTimersByTimeAsync(0);
    permits.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual(['a', 'b', 'd']);
  });

  it('waits no more once it is much', async () => {
    const permits = new Permits(2);
    const { given, ask } = asking(permits);
    let isFull = false;
    void ask(ordinary('a'));
    void ask({ name: 'b', isFull: () => isFull });
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual(['a']);
    isFull = true;
    permits.look();
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual(['a', 'b']);
  });
});
