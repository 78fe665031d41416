import type { Call } from '../../inventory-site/channels/open-channels.js';
import { movementsAt } from './levels.js';

/** What a channel was told by calls that it took, by product: at which time, up to which movement. */
type Tellings = ReadonlyMap<number, readonly { readonly at: number; readonly movements: number }[]>;

/** Milliseconds from when each movement was due to the first call that told of it; Infinity where none did. */
export function lateness(
  moved: ReadonlyMap<number, readonly string[]>,
  due: ReadonlyMap<string, number>,
  calls: readonly Call[],
): number[] {
  const tellings = tellingsOf(calls);
  return [...moved].flatMap(([product, ids]) => {
    const told = tellings.get(product) ?? [];
    let next = 0;
    return ids.map((id, nth) => {
      while (next < told.length && (told[next]?.movements ?? 0) <= nth) next += 1;
      return (told[next]?.at ?? Infinity) - (due.get(id) ?? NaN);
    });
  });
}

/** Milliseconds from when a listing first differed from what its channel held to the call that told it, one for each call. */
export function ages(
  moved: ReadonlyMap<number, readonly string[]>,
  due: ReadonlyMap<string, number>,
  calls: readonly Call[],
): { readonly at: number; readonly age: number }[] {
  return [...tellingsOf(calls)].flatMap(([product, told]) => {
    const ids = moved.get(product) ?? [];
    return told.flatMap(({ at, movements }, nth) => {
      const before = nth === 0 ? 0 : (told[nth - 1]?.movements ?? 0);
      const since = due.get(ids[before] ?? '');
      return movements <= before || since === undefined ? [] : [{ at, age: at - since }];
    });
  });
}

function tellingsOf(calls: readonly Call[]): Tellings {
  const all = calls
    .filter(({ status }) => status !== null && status < 300)
    .flatMap(({ at, told }) =>
      told.map(({ product, quantity }) => ({ at, product, movements: movementsAt(product, quantity) })),
    );
  const sorted = all.filter(({ movements }) => movements >= 0).sort((a, b) => a.at - b.at);
  return Map.groupBy(sorted, ({ product }) => product);
}
