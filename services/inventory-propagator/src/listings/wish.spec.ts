import { decimal, type Instant, zero } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { now } from '../memory.fixture.js';
import { type ChannelRule, defaultRule } from '../rules/channel-rule.js';
import type { Sellable } from '../rules/sellable.js';
import { listings } from './listing.js';
import { offered, wish } from './wish.js';

const DAY = 86_400_000_000;
const there = (available: string, more: Partial<Sellable> = {}): Sellable => ({
  available: decimal(available),
  backordered: zero,
  expected: [],
  ...more,
});
const offer = (sellable: Sellable, rule: Partial<ChannelRule>, first = true): number =>
  offered(sellable, { ...defaultRule, ...rule }, now, first);

describe('what a channel is offered', () => {
  it.each([
    ['7', 0, 7],
    ['7.9', 0, 7],
    ['0.5', 0, 0],
    ['-0.5', 0, 0],
    ['-3', 0, 0],
    ['7', 2, 5],
    ['1', 2, 0],
    ['99999999999', 0, 1_000_000_000],
  ])('of %s available with a buffer of %i is %i', (available, buffer, expected) => {
    expect(offer(there(available), { buffer })).toBe(expected);
  });

  it('is what is left of safety stock, then its share, less its buffer, at most its cap', () => {
    expect(offer(there('100'), { safetyStock: 20 })).toBe(80);
    expect(offer(there('100'), { safetyStock: 20, share: decimal('0.25') })).toBe(20);
    expect(offer(there('100'), { safetyStock: 20, share: decimal('0.25'), buffer: 3 })).toBe(17);
    expect(offer(there('100'), { safetyStock: 20, share: decimal('0.25'), buffer: 3, cap: 10 })).toBe(10);
    expect(offer(there('10'), { safetyStock: 20 })).toBe(0);
    expect(offer(there('10'), { cap: 0 })).toBe(0);
  });

  it('is nothing while goods are scarce and another listing is served first', () => {
    const rule = { scarceBelow: 10, priority: 200 };
    expect(offer(there('10'), rule, false)).toBe(10);
    expect(offer(there('9'), rule, false)).toBe(0);
    expect(offer(there('9'), rule, true)).toBe(9);
    expect(offer(there('12'), { ...rule, safetyStock: 3 }, false)).toBe(0);
  });

  it('counts goods that are expected within the days of the rule, and no others', () => {
    const expected = [
      { quantity: decimal('30'), expectedAt: (now + 6 * DAY) as Instant },
      { quantity: decimal('40'), expectedAt: (now + 8 * DAY) as Instant },
    ];
    expect(offer(there('5', { expected }), {})).toBe(5);
    expect(offer(there('5', { expected }), { preorderDays: 7 })).toBe(35);
    expect(offer(there('5', { expected }), { preorderDays: 8 })).toBe(75);
    expect(offer(there('-10', { expected }), { preorderDays: 7 })).toBe(20);
  });

  it('goes beyond what is there as far as the rule lets goods be owed, less what is owed', () => {
    expect(offer(there('0'), { backorderLimit: decimal('10') })).toBe(10);
    expect(offer(there('0', { backordered: decimal('4') }), { backorderLimit: decimal('10') })).toBe(6);
    expect(offer(there('0', { backordered: decimal('12') }), { backorderLimit: decimal('10') })).toBe(0);
    // Goods have come and the lines that wait for them are not served yet: what is owed is not for sale.
    expect(offer(there('10', { backordered: decimal('4') }), {})).toBe(6);
  });

  it('does not count safety stock against what may be owed: it is of goods that are there', () => {
    expect(offer(there('3'), { safetyStock: 5, backorderLimit: decimal('10') })).toBe(10);
  });
});

describe('a wish', () => {
  const initial = listings.initial({ destination: 'shopify:demo-shop', ref: '82' });
  const listing = { ...initial, quantity: 5, desiredVersion: 100n };
  const given = { now: 50 as Instant, traceparent: 'trace' };

  it('for the same quantity is none', () => expect(wish(listing, 5, given, false)).toBe(listing));

  it('for the same quantity is one where the channel has changed by itself', () => {
    expect(wish(listing, 5, given, true)).toMatchObject({ desiredVersion: 101n, traceparent: 'trace' });
  });

  it('for nothing goes before one for something', () => {
    expect(wish(listing, 0, given, false).priority).toBeLessThan(wish(listing, 6, given, false).priority);
  });

  it('for nothing is one where the channel was never told', () => {
    expect(wish({ ...initial, quantity: 0 }, 0, given, false)).toMatchObject({ desiredVersion: 50n });
  });

  it('of a listing that was made anew is above all versions of the old one', () => {
    const { desiredVersion } = wish(listing, 4, { ...given, now: 200 as Instant }, false);
    expect(wish(initial, 1, { ...given, now: 300 as Instant }, false).desiredVersion).toBeGreaterThan(desiredVersion);
  });
});
