import { describe, expect, it } from 'vitest';
import { canonicalId } from './identifiers.js';
import { firstUuid7At, isUuid7, millisOfUuid7, uuid7 } from './uuid7.js';

describe('a canonical id', () => {
  it('is the same for everybody who meets the thing', () => {
    // Written down: a change of the derivation would make every order of every installation a new one.
    expect(canonicalId('ord', 'main', 'shopify:demo-shop', '450789469')).toBe('ord_010hbftrp42zh5r8entn856v5t');
  });

  it('differs by kind, entity, system and external id, also where their joints move', () => {
    const ids = [
      canonicalId('ord', 'main', 'shopify:a', '1'),
      canonicalId('orl', 'main', 'shopify:a', '1'),
      canonicalId('ord', 'other', 'shopify:a', '1'),
      canonicalId('ord', 'main', 'shopify:b', '1'),
      canonicalId('ord', 'main', 'shopify:a', '2'),
      canonicalId('ord', 'mains', 'hopify:a', '1'),
      canonicalId('ord', 'main', 'shopify:a1', ''),
    ];
    expect(new Set(ids.map((id) => id.slice(4))).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^or[dl]_[0-9a-hjkmnp-tv-z]{26}$/);
  });
});

describe('an event id', () => {
  it('rises, also within a millisecond and when the clock steps back', () => {
    const now = Date.now();
    const ids = [
      ...Array.from({ length: 10_000 }, () => uuid7(now)),
      uuid7(now - 5000),
      ...Array.from({ length: 100 }, () => uuid7()),
    ];
    expect(ids.every(isUuid7)).toBe(true);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells its millisecond, and is not below the first of it', () => {
    const later = Date.now() + 3_600_000;
    const id = uuid7(later);
    expect(millisOfUuid7(id)).toBe(later);
    expect(id >= firstUuid7At(later)).toBe(true);
    expect(id < firstUuid7At(later + 1)).toBe(true);
  });

  it.each(['', 'nonsense', '0191f2d0-0000-4000-8000-000000000000', '0191F2D0-0000-7000-8000-000000000000'])(
    'is not %j',
    (text) => {
      expect(isUuid7(text)).toBe(false);
    },
  );
});
