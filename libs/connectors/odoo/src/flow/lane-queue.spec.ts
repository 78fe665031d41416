import { describe, expect, it } from 'vitest';
import { LaneQueue } from './lane-queue.js';
import type { Lane } from './lanes.js';

/** Lanes in the order in which they were let in; each leaves before the next. */
async function inTurn(waiting: readonly Lane[]): Promise<Lane[]> {
  const entered: Lane[] = [];
  let places = 0;
  const queue = new LaneQueue(() => places);
  const all = waiting.map((lane) =>
    queue.enter(lane).then(() => {
      entered.push(lane);
      queue.leave(lane);
    }),
  );
  places = 1;
  queue.admit();
  await Promise.all(all);
  return entered;
}

const many = (lane: Lane, count: number): Lane[] => Array<Lane>(count).fill(lane);

describe('a free place', () => {
  it('goes to the most urgent lane that waits', async () => {
    expect(await inTurn(['statistics', 'reads', 'stock', 'orders'])).toEqual([
      'orders',
      'stock',
      'reads',
      'statistics',
    ]);
  });

  it('goes to one that was passed over often enough, so that a backlog of orders starves nobody', async () => {
    const entered = await inTurn([
      ...many('statistics', 10),
      ...many('reads', 10),
      ...many('stock', 50),
      ...many('orders', 500),
    ]);
    const first160 = entered.slice(0, 160);
    const share = (lane: Lane) => first160.filter((each) => each === lane).length;
    expect(share('stock')).toBeGreaterThanOrEqual(30);
    expect(share('reads')).toBe(10);
    expect(share('statistics')).toBeGreaterThanOrEqual(8);
    expect(share('orders')).toBeGreaterThanOrEqual(80);
  });

  it('is kept for an order, however many long reads there are', async () => {
    const inside: Lane[] = [];
    const queue = new LaneQueue(() => 4);
    for (const lane of [...many('statistics', 9), ...many('reads', 9)])
      void queue.enter(lane).then(() => inside.push(lane));
    await Promise.resolve();
    expect(inside.sort()).toEqual(['reads', 'statistics', 'statistics']);
    await queue.enter('orders');
    expect(queue.inFlight()).toBe(4);
  });

  it('is anybody’s where there is only one', async () => {
    const queue = new LaneQueue(() => 1);
    await queue.enter('statistics');
    expect(queue.inFlight()).toBe(1);
  });
});
