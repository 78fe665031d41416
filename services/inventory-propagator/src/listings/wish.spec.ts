import { decimal } from '@penstock/domain';
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
  const listing = {
    ...listings.initial({ destination: 'shopify:demo-shop', ref: '82' }),
    quantity: 5,
    desiredVersion: 3n,
  };

  it('for the same quantity is none', () => expect(wish(listing, 5, 'trace', false)).toBe(listing));

  it('for the same quantity is one where the channel has changed by itself', () => {
    expect(wish(listing, 5, 'trace', true)).toMatchObject({ desiredVersion: 4n, traceparent: 'trace' });
  });

  it('for less goes before one for more', () => {
    expect(wish(listing, 4, null, false).priority).toBeLessThan(wish(listing, 6, null, false).priority);
  });

  it('for nothing is one where the channel was never told', () => {
    expect(wish({ ...listing, quantity: 0, desiredVersion: 0n }, 0, null, false)).toMatchObject({ desiredVersion: 1n });
  });
});
