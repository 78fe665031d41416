import { ExceptionRaised, type ProductLinked } from '@penstock/contracts';
import { describe, expect, it } from 'vitest';
import { aProduct, pieces } from '../events.fixture.js';
import { claim, claimsOf, codesOf } from './claims.js';
import { type IdentifierClaimRow, identifierClaims, identifiers } from './identifier.js';
import { claimedBy } from './resolve.js';

const EAN = '4006381333931';
const carton = { unit: 'pack of 6', barcode: '10614141000415', contains: pieces('6') };

/** The codes as the tables have them. */
class Codes {
  readonly claims = new Map<string, IdentifierClaimRow>();
  readonly contested = new Map<string, boolean>();
  said: readonly { severity: string; message: string }[] = [];

  link(event: ProductLinked): this {
    const before = [...this.claims.values()].filter((row) => row.held && row.productId === event.productId);
    const locked = codesOf(event, before).map((code) => ({
      ...code,
      contested: this.contested.get(identifiers.idOf(code)) ?? false,
    }));
    const { save, events } = claim(event, locked, [...this.claims.values()]);
    for (const { table, row } of save) {
      const id = table.idOf(row as object);
      if ((table as unknown) === identifierClaims) this.claims.set(id, row as IdentifierClaimRow);
      else this.contested.set(id, (row as { contested: boolean }).contested);
    }
    this.said = events.map(({ type, content }) => (expect(type).toBe(ExceptionRaised), content));
    return this;
  }

  whose = (barcode: string) => claimedBy([...this.claims.values()], barcode);
}

describe('the codes of a product', () => {
  it('lead to it, and those of its packs to how many they hold', () => {
    const codes = new Codes().link(aProduct({ barcode: EAN, packs: [carton] }));
    expect(codes.whose(EAN)).toMatchObject({ kind: 'product', productId: 'prd_tee', unit: null });
    expect(codes.whose('10614141000415')).toEqual({
      ...{ kind: 'product', productId: 'prd_tee', unit: 'pack of 6', contains: pieces('6').amount },
    });
    expect(codes.whose('96385074')).toEqual({ kind: 'unknown' });
    expect(codes.said).toEqual([]);
  });

  it('are none once it is archived', () => {
    expect(claimsOf(aProduct({ barcode: EAN, active: false }))).toEqual([]);
  });

  it('change nothing when it is linked again', () => {
    const event = aProduct({ barcode: EAN, packs: [carton] });
    const codes = new Codes().link(event);
    const locked = codesOf(event, []).map((code) => ({ ...code, contested: false }));
    expect(claim(event, locked, [...codes.claims.values()])).toEqual({ save: [], events: [] });
  });
});

describe('one code on two products', () => {
  const tee = aProduct({ barcode: EAN });
  const mug = aProduct({ productId: 'prd_mug', sku: 'MUG', name: 'Mug', barcode: `0${EAN}` });

  it('is an exception that names both, and leads to neither', () => {
    const codes = new Codes().link(tee).link(mug);
    expect(codes.said).toMatchObject([
      {
        kind: 'IDENTIFIER_CONFLICT',
        severity: 'ERROR',
        message: `The gtin 04006381333931 is on T-shirt (prd_tee) and on Mug (prd_mug): it names none of them until one gives it up.`,
      },
    ]);
    expect(codes.whose(EAN)).toEqual({ kind: 'contested', productIds: ['prd_tee', 'prd_mug'] });
    expect(codes.link(mug).said).toEqual([]);
  });

  it.each([
    ['takes another', { ...mug, barcode: '96385074' }],
    ['has none any more', { ...mug, barcode: null }],
    ['is archived', { ...mug, active: false }],
  ])('is settled as soon as one of them %s', (_, event) => {
    const codes = new Codes().link(tee).link(mug).link(event);
    expect(codes.said).toMatchObject([
      { severity: 'INFO', message: expect.stringContaining('is over: T-shirt (prd_tee) alone has it') },
    ]);
    expect(codes.whose(EAN)).toMatchObject({ productId: 'prd_tee' });
  });

  it('is said of a product and its own pack as well', () => {
    const codes = new Codes().link(aProduct({ barcode: EAN, packs: [{ ...carton, barcode: EAN }] }));
    expect(codes.said).toMatchObject([{ message: expect.stringContaining('and on pack of 6 of T-shirt (prd_tee)') }]);
    expect(codes.whose(EAN)).toEqual({ kind: 'contested', productIds: ['prd_tee'] });
  });
});
