import { describe, expect, it } from 'vitest';
import { type FieldNames, fieldNamesOf } from '../index.js';

describe('names that the versions do not share', () => {
  it('are the version’s own', () => {
    expect(fieldNamesOf(18).saleOrderLine).toEqual({ taxes: 'tax_id', unit: 'product_uom', routes: 'route_id' });
    expect(fieldNamesOf(19).saleOrderLine).toEqual({ taxes: 'tax_ids', unit: 'product_uom_id', routes: 'route_ids' });
    expect(fieldNamesOf(17 as number)).toBeUndefined();
  });

  it('differ in every place but one, so that none was copied over', () => {
    const flat = (names: FieldNames) =>
      Object.entries(names).flatMap(([model, fields]) =>
        Object.entries(fields).map(([meaning, name]) => [`${model}.${meaning}`, JSON.stringify(name)] as const),
      );
    const other = new Map(flat(fieldNamesOf(19)));
    const same = flat(fieldNamesOf(18)).filter(([meaning, name]) => other.get(meaning) === name);
    expect(same.map(([meaning]) => meaning)).toEqual(['product.taxes']);
  });

  it('do not compile where the version is known to be another', () => {
    const names: FieldNames = fieldNamesOf(19);
    if (names.version !== 19) throw new Error('19 has the names of another version');
    const newer: 'tax_ids' = names.saleOrderLine.taxes;
    // @ts-expect-error the name that 18 has
    const older: 'tax_id' = names.saleOrderLine.taxes;
    // @ts-expect-error 19 has no such field, so nobody may write it unasked
    const title: string = names.stockMove.title;
    expect([newer, older, title]).toEqual(['tax_ids', 'tax_ids', null]);
  });
});
