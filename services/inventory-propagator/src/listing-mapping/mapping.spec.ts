import { decimal, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import type { Resolved } from '../identifiers/resolve.js';
import { aListingRow } from './channel-listing.fixture.js';
import { mappingOf } from './mapping.js';
import { decided, given, notGiven, skuOf, stated } from './statements.js';

const at = instant('2025-11-21T09:00:00Z');
const says = (sku: string | null, barcode: string | null = null) => ({ sku, barcode, title: null, active: true });
const product = (productId: string, unit: string | null = null): Resolved => ({
  ...{ kind: 'product', productId, unit, contains: decimal('1') },
});
const leads = { isChannelKnown: true, bySku: null, byBarcode: null };

describe('the SKU that counts', () => {
  const row = aListingRow();

  it.each([
    ['the channel alone', stated(row, says('TEE'), at), 'TEE', false],
    ['a file alone', given(row, says('TEE'), 'import 1'), 'TEE', false],
    ['both, and they agree', given(stated(row, says('TEE'), at), says('TEE'), 'import 1'), 'TEE', false],
    ['first the channel, then a file, otherwise', given(stated(row, says('TEE'), at), says('MUG'), 'import 1'), 'TEE', true],
    ['first a file, then the channel, otherwise', stated(given(row, says('MUG'), 'import 1'), says('TEE'), at), 'MUG', true],
    ['the channel, later otherwise', stated(stated(row, says('TEE'), at), says('MUG'), at), 'MUG', false],
    ['a file, later otherwise', given(given(row, says('TEE'), '1'), says('MUG'), '2'), 'MUG', false],
    ['a person, against both', decided(given(stated(row, says('TEE'), at), says('MUG'), '1'), 'HAT', 'ada', at), 'HAT', false],
    ['a file no more', notGiven(given(stated(row, says('TEE'), at), says('MUG'), '1')), 'TEE', false],
  ])('said by %s', (_, told, sku, differ) => {
    expect(skuOf(told)).toEqual({ sku, differ });
    expect(told).toMatchObject({ sku, pending: true });
  }); // prettier-ignore

  it('goes back to the others where a person takes the decision back', () => {
    const one = decided(stated(row, says('TEE'), at), 'HAT', 'ada', at);
    expect(decided(one, null, 'ada', at)).toMatchObject({ sku: 'TEE', decidedBy: null, decidedAt: null });
  });

  it('is not written again where a file says what it said', () => {
    const once = { ...given(row, says('TEE', '96385074'), 'import 1'), pending: false };
    expect(given(once, says('TEE', '96385074'), 'import 1')).toBe(once);
  });

  it('stays where a file leaves the SKU out', () => {
    expect(given(given(row, says('TEE'), '1'), says(null, '96385074'), '2')).toMatchObject({
      ...{ sku: 'TEE', barcode: '96385074', code: '00000096385074' },
    });
  });
});

describe('a listing stands', () => {
  const tee = stated(aListingRow(), says('TEE'), at);
  const coded = stated(aListingRow(), says('TEE', '96385074'), at);
  const unnamed = stated(aListingRow(), says(null, '96385074'), at);
  const conflict = given(tee, says('MUG'), 'import 1');

  it.each([
    ['for the product of its SKU', tee, { bySku: 'prd_tee' }, 'prd_tee', null],
    ['for the product of its barcode where it has no SKU', unnamed, { byBarcode: product('prd_tee') }, 'prd_tee', null],
    ['for the product of both', coded, { bySku: 'prd_tee', byBarcode: product('prd_tee') }, 'prd_tee', null],
    ['for the product of its SKU where nobody knows the barcode', coded, { bySku: 'prd_tee', byBarcode: { kind: 'unknown' } }, 'prd_tee', null],
    ['for nothing while nobody has the SKU', tee, {}, null, 'UNKNOWN_SKU'],
    ['for nothing without SKU and barcode', stated(aListingRow(), says(null), at), {}, null, 'NOT_NAMED'],
    ['for nothing while nobody has the barcode', unnamed, { byBarcode: { kind: 'unknown' } }, null, 'UNKNOWN_BARCODE'],
    ['for nothing while two have the barcode', unnamed, { byBarcode: { kind: 'contested', productIds: [] } }, null, 'CONTESTED_BARCODE'],
    ['for nothing at a channel that nobody knows', tee, { isChannelKnown: false, bySku: 'prd_tee' }, null, 'CHANNEL_UNKNOWN'],
    ['for nothing where two products are mapped to it', coded, { bySku: 'prd_tee', byBarcode: product('prd_mug') }, null, 'TWO_PRODUCTS'],
    ['for what it stood for where two products are mapped to it now', { ...coded, productId: 'prd_tee' }, { bySku: 'prd_tee', byBarcode: product('prd_mug') }, 'prd_tee', 'TWO_PRODUCTS'],
    ['for nothing where it would sell packs by the piece', coded, { bySku: 'prd_tee', byBarcode: product('prd_tee', 'pack of 6') }, null, 'PACK_LISTED'],
    ['for what it stood for under two SKUs', conflict, { bySku: 'prd_tee' }, 'prd_tee', 'TWO_SKUS'],
    ['for what a person decided, whatever its barcode', decided(coded, 'HAT', 'ada', at), { bySku: 'prd_hat', byBarcode: product('prd_mug') }, 'prd_hat', null],
    ['for nothing once the channel has deleted it', { ...tee, active: false }, { bySku: 'prd_tee' }, null, null],
  ] as const)('%s', (_, row, found, productId, problem) => {
    expect(mappingOf(row, { ...leads, ...found })).toEqual({ productId, problem });
  }); // prettier-ignore
});
