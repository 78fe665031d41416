import { describe, expect, it } from 'vitest';
import { lateOf } from './late.js';

const [shop, partner] = [{ destination: 'shopify:a' }, { destination: 'webhook:b' }];

describe('a channel that was not struck', () => {
  it('is late where it heard of things more than a second after, and more than twice what is usual', () => {
    const found = new Map([[shop.destination, 2100], [partner.destination, 900]]); // prettier-ignore
    expect(lateOf([shop, partner], found, new Map([[shop.destination, 1000]]))).toEqual([
      'shopify:a heard of one movement in a hundred after 2100 ms; 2000 would do',
    ]);
    expect(lateOf([shop, partner], found, new Map([[shop.destination, 1100]]))).toEqual([]);
  });

  it('is late where it never heard of something', () => {
    expect(lateOf([shop], new Map(), undefined)).toHaveLength(1);
  });
});
