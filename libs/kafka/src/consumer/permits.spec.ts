import { expect, it } from 'vitest';
import { Permits } from './permits.js';

/** Asks for one place after the other, gives each back at once, and says in which order they came. */
async function orderOf(asked: readonly { name: string; isUrgent: boolean }[]): Promise<string[]> {
  const permits = new Permits(1);
  const order: string[] = [];
  await permits.acquire(false);
  const done = asked.map(async ({ name, isUrgent }) => {
    await permits.acquire(isUrgent);
    order.push(name);
    permits.release();
  });
  permits.release();
  await Promise.all(done);
  return order;
}

const urgent = (name: string) => ({ name, isUrgent: true });
const ordinary = (name: string) => ({ name, isUrgent: false });

it('places go to the urgent first, and otherwise in the order they were asked for', async () => {
  const asked = [ordinary('a'), ordinary('b'), urgent('c'), urgent('d')];
  expect(await orderOf(asked)).toEqual(['c', 'd', 'a', 'b']);
});

it('an urgent backlog does not stop the others: every eighth place is theirs', async () => {
  const backlog = Array.from({ length: 20 }, (_, n) => urgent(`u${n}`));
  const order = await orderOf([...backlog, ordinary('a'), ordinary('b'), ordinary('c')]);
  expect(['a', 'b', 'c'].map((name) => order.indexOf(name))).toEqual([7, 15, 22]);
});
