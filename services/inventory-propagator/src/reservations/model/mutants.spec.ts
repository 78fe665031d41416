import { zero } from '@penstock/domain';
import { describe, expect, it, vi } from 'vitest';
import type * as allocation from '../allocation.js';
import type * as giveUp from '../give-up.js';
import type * as lineAsked from '../line-asked.js';
import type * as promise from '../promise.js';

interface Mutant {
  readonly path: string;
  readonly mutate: (original: object) => object;
}
const mutant = <M extends object>(path: string, mutate: (original: M) => Partial<M>): Mutant => ({
  path,
  mutate: (original) => ({ ...original, ...mutate(original as M) }),
});

/** Each is a mistake that somebody might make. A model that overlooks one is itself what is wrong. */
const MUTANTS: Readonly<Record<string, Mutant>> = {
  'promises goods that have come for those who wait': mutant<typeof promise>('../promise.js', ({ promisable }) => ({
    promisable: (stock) => promisable({ ...stock, product: { ...stock.product, backordered: zero } }),
  })),
  'frees the location that serves first': mutant<typeof allocation>('../allocation.js', ({ unallocated }) => ({
    unallocated: (rows, reserved, quantity, place) => unallocated(rows, reserved, quantity, place).slice(1),
  })),
  'ships goods and keeps them reserved': mutant<typeof giveUp>('../give-up.js', ({ shipped }) => ({
    shipped: (line, quantity, place) => ({ ...shipped(line, zero, place), shipped: line.shipped.plus(quantity) }),
  })),
  'asks again for what was given up on purpose': mutant<typeof lineAsked>('../line-asked.js', ({ asked }) => ({
    asked: (line, own) => asked(line, own, 'all'),
  })),
};

describe('the model', () => {
  it.each(Object.entries(MUTANTS))('finds out who %s', { timeout: 60_000 }, async (_, { path, mutate }) => {
    vi.resetModules();
    vi.doMock(path, async (load) => mutate(await load<object>()));
    const { play } = await import('./play.fixture.js');
    const failures = [];
    for (let seed = 1; seed <= 6 && failures.length === 0; seed += 1) {
      const failed = await play(seed, 500, new Map());
      if (failed) failures.push(failed.trouble);
    }
    vi.doUnmock(path);
    expect(failures).not.toEqual([]);
  });
});
