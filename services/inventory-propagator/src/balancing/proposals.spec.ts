import { decimal, decimalText, sum, zero } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../random.fixture.js';
import { proposals } from './proposals.js';

type Level = Parameters<typeof proposals>[0][number];

const level = (locationId: string, onHand: number, reserved: number, more: Partial<Level> = {}): Level => ({
  ...{ locationId, sellable: true, onHand: decimal(String(onHand)), reserved: decimal(String(reserved)) },
  ...{ quarantined: zero, inTransit: zero },
  ...more,
});
const text = (levels: readonly Level[]) =>
  proposals(levels).map(
    ({ fromLocationId, toLocationId, quantity }) => `${decimalText(quantity)} ${fromLocationId}>${toLocationId}`,
  );

describe('proposals of transfers', () => {
  it('are none where each location has what it promised', () => {
    expect(text([level('a', 5, 5), level('b', 9, 0)])).toEqual([]);
  });

  it('fill the greatest shortage first, from the greatest surplus', () => {
    expect(text([level('a', 0, 3), level('b', 0, 5), level('c', 4, 0), level('d', 6, 1)])).toEqual(['5 d>b', '3 c>a']);
  });

  it('take from several where one has too little, and no more than there is', () => {
    expect(text([level('a', 0, 9), level('b', 4, 0), level('c', 3, 0)])).toEqual(['4 b>a', '3 c>a']);
  });

  it('leave alone what is quarantined, what is not for sale, and what is on its way already', () => {
    expect(text([level('a', 0, 2), level('b', 5, 0, { quarantined: decimal('5') })])).toEqual([]);
    expect(text([level('a', 0, 2), level('b', 5, 0, { sellable: false })])).toEqual([]);
    expect(text([level('a', 0, 2, { inTransit: decimal('2') }), level('b', 5, 0)])).toEqual([]);
    expect(text([level('a', 0, 2), level('b', 0, 0, { inTransit: decimal('5') })])).toEqual([]);
  });

  it('never take more than is spare nor bring more than is missing, and leave no shortage that could be filled', () => {
    const upTo = randomOf(11);
    let filled = 0;
    for (let round = 0; round < 500; round += 1) {
      const levels = Array.from({ length: 2 + upTo(5) }, (_, i) => level(`l${i}`, upTo(10), upTo(10)));
      const found = proposals(levels);
      const moved = (end: 'fromLocationId' | 'toLocationId', id: string) =>
        sum(found.filter((one) => one[end] === id).map(({ quantity }) => quantity));
      const free = levels.map(({ locationId, onHand, reserved }) => ({ locationId, free: onHand.minus(reserved) }));
      for (const { locationId, free: has } of free) {
        const [out, into] = [moved('fromLocationId', locationId), moved('toLocationId', locationId)];
        expect(out.lte(has.gt(zero) ? has : zero)).toBe(true);
        expect(into.lte(has.lt(zero) ? has.neg() : zero)).toBe(true);
      }
      const total = (sign: 1 | -1) =>
        sum(free.map((one) => one.free.times(String(sign))).filter((one) => one.gt(zero)));
      const wanted = total(-1).lt(total(1)) ? total(-1) : total(1);
      expect(decimalText(sum(found.map(({ quantity }) => quantity)))).toBe(decimalText(wanted));
      filled += found.length;
    }
    expect(filled).toBeGreaterThan(300);
  });
});
