import { decimal, type Instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { listings } from './listing.js';
import { offered, wish } from './wish.js';

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
    expect(offered(decimal(available), buffer)).toBe(expected);
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

  it('for less goes before one for more', () => {
    expect(wish(listing, 4, given, false).priority).toBeLessThan(wish(listing, 6, given, false).priority);
  });

  it('for nothing is one where the channel was never told', () => {
    expect(wish({ ...initial, quantity: 0 }, 0, given, false)).toMatchObject({ desiredVersion: 50n });
  });

  it('of a listing that was made anew is above all versions of the old one', () => {
    const { desiredVersion } = wish(listing, 4, { ...given, now: 200 as Instant }, false);
    expect(wish(initial, 1, { ...given, now: 300 as Instant }, false).desiredVersion).toBeGreaterThan(desiredVersion);
  });
});
