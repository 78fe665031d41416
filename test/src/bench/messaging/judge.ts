import { exactly, type Row } from '../../measuring/row.js';
import type { Said } from './read-back.js';
import type { Ledger } from './source.js';

/** What the service's tables say when it has nothing left to do. */
export interface Books {
  readonly applied: number;
  readonly stock: ReadonlyMap<string, number>;
  readonly setAside: number;
}

/** Something counted, and what it must be. */
export interface Finding {
  readonly name: string;
  readonly wanted: number;
  readonly found: number;
  readonly unit: string;
}

/** Whether every movement was applied once and said once, in the order of its product. */
export function correctness(ledgers: readonly Ledger[], books: Books, said: Said): Finding[] {
  const distinct = ledgers.reduce((sum, ledger) => sum + ledger.distinct, 0);
  const products = ledgers.flatMap(({ levels }) => [...levels]);
  const wrongStock = products.filter(([id, of]) => books.stock.get(id) !== of.at(-1));
  const outOfOrder = products.filter(([id, expected]) => !isSame(expected, said.levels.get(id) ?? []));
  const found = (name: string, wanted: number, value: number, unit: string): Finding => ({
    ...{ name, wanted, unit },
    found: value,
  });
  return [
    found('distinct events applied', distinct, books.applied, 'events'),
    found('events said', distinct, said.appendedAt.length, 'events'),
    found('products with a wrong stock', 0, wrongStock.length, 'products'),
    found('products whose events are not in order', 0, outOfOrder.length, 'products'),
    found('events set aside', 0, books.setAside, 'events'),
  ];
}

/** The findings of all runs, added up. */
export function summary(runs: readonly (readonly Finding[])[]): Row[] {
  const byName = Map.groupBy(runs.flat(), ({ name }) => name);
  return [...byName].map(([name, findings]) => {
    const total = (of: 'wanted' | 'found') => findings.reduce((sum, finding) => sum + finding[of], 0);
    return exactly(name, total('wanted'), total('found'), findings[0]?.unit ?? '');
  });
}

/** Where a measured time begins: after so many events said, or at an instant, in milliseconds since 1970. */
export type Begin = { readonly afterEvents: number } | { readonly at: number };

/**
 * Inputs a second, by the broker's own clock: from the append of the event that ends the warm-up, or of the first from an instant on, to that of
 * the last of all. 0 where nothing was said in between.
 */
export function speed(
  { appendedAt }: Said,
  { records, distinct }: Pick<Ledger, 'records' | 'distinct'>,
  begin: Begin,
): number {
  const times = [...appendedAt].sort((a, b) => a - b);
  const first = 'at' in begin ? times.findIndex((time) => time >= begin.at) : begin.afterEvents - 1;
  const [begun, ended] = [times[first], times.at(-1)];
  if (begun === undefined || ended === undefined || ended <= begun) return 0;
  const inputs = ((times.length - 1 - first) * records) / distinct; // rivals count repeats as well
  return (inputs / (ended - begun)) * 1000;
}

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);
