import { describe, expect, it } from 'vitest';
import type { Entry } from '../ledger/entry.js';
import { type Found, judge, type Verdict } from './verdict.js';

const good = (productId: string, place: number, delta: number): Entry => ({
  ...{ id: `record-${productId}${place}`, kind: 'good', productId, eventId: `${productId}${place}` },
  ...{ place, delta, partition: 0 },
});
const repeat: Entry = { ...good('a', 1, 5), id: 'again', kind: 'repeat', place: 0 };
const poison: Entry = { ...good('a', 0, 0), id: 'poison', kind: 'dead', eventId: null };
const entries = [good('a', 1, 5), repeat, good('a', 2, -2), poison, good('b', 1, 3), good('a', 3, 1)];
const records = { entries, acknowledged: new Set(entries.map(({ id }) => id)) };

const effect = (productId: string, nth: number, eventId: string, delta = 0) => ({ productId, nth, eventId, delta });
const level = (productId: string, causationId: string, onHand: number, eventId = `of-${causationId}`) => ({
  ...{ productId, causationId, onHand, eventId, sequence: null },
});

/** What is there after a run without a flaw: the relay has repeated something, which it may. */
const flawless: Found = {
  effects: [effect('a', 1, 'a1'), effect('a', 2, 'a2'), effect('a', 3, 'a3'), effect('b', 1, 'b1')],
  stock: new Map([
    ['a', { onHand: 4, movements: 3 }],
    ['b', { onHand: 3, movements: 1 }],
  ]),
  aside: [{ ledgerId: 'poison', state: 'dead', code: 'BAD_FRAME' }],
  unsent: 0,
  levels: [level('a', 'a1', 5), level('a', 'a2', 3), level('b', 'b1', 3), level('a', 'a1', 5), level('a', 'a3', 4)],
};

/** What is wrong of a run that differs from the flawless one. */
const wrong = (change: Partial<Found>): (keyof Verdict)[] =>
  Object.entries(judge(records, { ...flawless, ...change }))
    .filter(([, cases]: [string, readonly string[]]) => cases.length > 0)
    .map(([name]) => name as keyof Verdict);

const { effects, levels } = flawless;

describe('the checker', () => {
  it('finds nothing wrong when each input ended once, in order, though a relay repeated itself', () => {
    expect(wrong({})).toEqual([]);
  });

  it('finds an input without an effect, and poison without a dead letter', () => {
    expect(wrong({ effects: effects.filter(({ eventId }) => eventId !== 'b1') })).toContain('lost');
    expect(wrong({ aside: [] })).toEqual(['lost']);
  });

  it('does not ask for inputs that Kafka never acknowledged', () => {
    const unheard = { entries, acknowledged: new Set<string>() };
    expect(judge(unheard, { ...flawless, aside: [] }).lost).toEqual([]);
  });

  it('finds a good input that was given up, and one that was given up and applied', () => {
    const given = [...flawless.aside, { ledgerId: 'record-b1', state: 'dead', code: 'ANY' }];
    expect(wrong({ aside: given })).toEqual(['doubled']);
    expect(wrong({ aside: given, effects: effects.slice(0, 3) })).toContain('lost');
  });

  it('finds an input that had its effect twice, and one that was said twice', () => {
    expect(wrong({ effects: [...effects, effect('b', 2, 'b1')] })).toContain('doubled');
    expect(wrong({ levels: [...levels, level('b', 'b1', 3, 'another')] })).toContain('doubled');
  });

  it('finds effects and events of nothing that was sent', () => {
    expect(wrong({ effects: [...effects, effect('b', 2, 'forged')] })).toContain('doubled');
    expect(wrong({ levels: [...levels, level('b', 'forged', 9)] })).toContain('doubled');
  });

  it('finds effects in another order than their inputs', () => {
    expect(wrong({ effects: [effect('a', 1, 'a2'), effect('a', 2, 'a1'), ...effects.slice(2)] })).toContain(
      'reordered',
    );
  });

  it('finds events whose first occurrences are in another order than their inputs', () => {
    expect(wrong({ levels: [level('a', 'a2', 3), ...levels] })).toContain('reordered');
  });

  it('finds an effect that was never said, and events that are still to be sent', () => {
    expect(wrong({ levels: levels.slice(0, 4) })).toContain('unsent');
    expect(wrong({ unsent: 1 })).toEqual(['unsent']);
  });

  it('finds sums that do not add up, in the tables and in what was said', () => {
    expect(wrong({ stock: new Map([...flawless.stock, ['b', { onHand: 4, movements: 1 }]]) })).toEqual(['unbalanced']);
    expect(wrong({ levels: levels.map((one) => (one.causationId === 'b1' ? { ...one, onHand: 7 } : one)) })).toEqual([
      'unbalanced',
    ]);
  });

  it('finds a message that nobody will free', () => {
    expect(wrong({ aside: [...flawless.aside, { ledgerId: 'record-a2', state: 'waiting', code: null }] })).toEqual([
      'parked',
    ]);
  });
});
