import { hash } from 'node:crypto';

/**
 * Orders in which things may come that keep their order within a stream and have none between streams. All of them where there are at most
 * `most`; otherwise that many, chosen by the seed. The order given is the first.
 * @param streams of each thing
 * @returns indexes
 */
export function ordersOf(streams: readonly string[], most: number, seed: number): number[][] {
  const all = everyOrder(streams, most + 1);
  if (all.length <= most) return all;
  const given = streams.map((_, i) => i);
  const chosen = new Map([[String(given), given]]);
  // Two draws may be the same; there are more orders than are wanted, so this ends.
  for (let draw = 0; chosen.size < most; draw += 1) {
    const order = drawn(streams, `${seed} ${draw}`);
    chosen.set(String(order), order);
  }
  return [...chosen.values()];
}

/** Orders in the order of a dictionary, up to `most`. */
function everyOrder(streams: readonly string[], most: number, begun: readonly number[] = []): number[][] {
  if (begun.length === streams.length) return [[...begun]];
  const found: number[][] = [];
  for (const next of nextOf(streams, begun)) {
    if (found.length >= most) break;
    found.push(...everyOrder(streams, most - found.length, [...begun, next]));
  }
  return found;
}

function drawn(streams: readonly string[], draw: string): number[] {
  const order: number[] = [];
  while (order.length < streams.length) {
    const next = nextOf(streams, order);
    const die = Number.parseInt(hash('sha256', `${draw} ${order.length}`).slice(0, 8), 16);
    order.push(next[die % next.length] as number);
  }
  return order;
}

/** What may come next: the first of each stream that has not come. */
const nextOf = (streams: readonly string[], begun: readonly number[]): number[] => {
  const waiting = streams.flatMap((stream, i) => (begun.includes(i) ? [] : [{ stream, i }]));
  return waiting
    .filter(({ stream, i }) => !waiting.some((other) => other.stream === stream && other.i < i))
    .map(({ i }) => i);
};
