import { type Decimal, decimal, type Instant, sum, zero } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { now } from '../memory.fixture.js';
import { type ChannelRule, defaultRule } from '../rules/channel-rule.js';
import { beyondWhatIsThere, promisableOf, type Sellable } from '../rules/sellable.js';
import { offered } from './wish.js';

/** Numbers that repeat: a run that failed can be run again (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const RUNS = 3000;

/** Whole and broken amounts, of both signs. */
const amount = (roll: ReturnType<typeof dice>): Decimal => decimal(`${roll(4) === 0 ? '-' : ''}${roll(60)}.${roll(4)}`);

const anySellable = (roll: ReturnType<typeof dice>): Sellable => ({
  available: amount(roll),
  backordered: roll(3) === 0 ? decimal(`${roll(9)}`) : zero,
  expected: Array.from({ length: roll(4) }, () => ({
    quantity: decimal(`${roll(30)}`),
    expectedAt: (now + roll(20) * 86_400_000_000) as Instant,
  })),
});

const anyRule = (roll: ReturnType<typeof dice>): ChannelRule => ({
  ...defaultRule,
  buffer: roll(3) * roll(5),
  share: roll(2) === 0 ? null : decimal(`0.${roll(100)}`),
  cap: roll(3) === 0 ? roll(40) : null,
  safetyStock: roll(3) * roll(5),
  scarceBelow: roll(3) * roll(10),
  preorderDays: roll(2) * roll(20),
  backorderLimit: decimal(`${roll(2) * roll(15)}`),
});

describe('an offer, whatever the stock and the rule', () => {
  const cases = Array.from({ length: RUNS }, (_, seed) => {
    const roll = dice(seed + 1);
    return { sellable: anySellable(roll), rule: anyRule(roll), first: roll(2) === 0, roll };
  });

  it('is a whole number, never negative, and never above what may be promised', () => {
    for (const { sellable, rule, first } of cases) {
      const quantity = offered(sellable, rule, now, first);
      expect(Number.isInteger(quantity) && quantity >= 0).toBe(true);
      const promisable = promisableOf(sellable, rule, now);
      expect(quantity === 0 || promisable.gte(String(quantity)), JSON.stringify({ sellable, rule, quantity })).toBe(
        true,
      );
    }
  });

  it('without preorder and backorder is never above what is there', () => {
    for (const { sellable, rule, first } of cases) {
      const strict = { ...rule, preorderDays: 0, backorderLimit: zero };
      expect(beyondWhatIsThere(sellable.expected, strict, now).eq(zero)).toBe(true);
      const quantity = offered(sellable, strict, now, first);
      expect(quantity === 0 || sellable.available.gte(String(quantity))).toBe(true);
    }
  });

  it('never falls where more is available', () => {
    for (const { sellable, rule, first, roll } of cases) {
      const more = { ...sellable, available: sellable.available.plus(`${roll(7)}.${roll(9)}`) };
      expect(offered(more, rule, now, first)).toBeGreaterThanOrEqual(offered(sellable, rule, now, first));
    }
  });

  it('of all channels together is never more than may be promised, where shares sum to at most 1', () => {
    for (const { sellable, rule, roll } of cases) {
      const cuts = Array.from({ length: 1 + roll(5) }, () => roll(100));
      const whole = Math.max(
        100,
        cuts.reduce((total, cut) => total + cut, 0),
      );
      const shares = cuts.map((cut) => decimal(String(cut)).div(String(whole)).round(9, 0));
      expect(sum(shares).lte('1')).toBe(true);
      const offers = shares.map((share) => offered(sellable, { ...rule, share, safetyStock: roll(10) }, now));
      const total = offers.reduce((all, one) => all + one, 0);
      const promisable = promisableOf(sellable, rule, now);
      expect(total === 0 || promisable.gte(String(total)), JSON.stringify({ sellable, rule, shares, offers })).toBe(
        true,
      );
    }
  });
});
