import { decimal, decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { type KitBooks, kitPartsOf } from './kit-parts.js';

const [PIECES, DOZENS] = [1, 2];
const many = (id: number) => ({ id, name: `record ${id}` });
const written = { write_date: 0 as never };

const variant = (id: number, template = id, values: number[] = []) => ({
  ...{ id, product_tmpl_id: many(template), uom_id: many(PIECES) },
  product_template_attribute_value_ids: values,
});
const bom = (id: number, template: number, product: number | null = null, quantity = '1') => ({
  ...{ id, product_tmpl_id: many(template), product_id: product === null ? null : many(product), ...written },
  ...{ product_qty: decimal(quantity), product_uom_id: many(PIECES) },
});
const line = (bomId: number, part: number, quantity: string, unit = PIECES, values: number[] = []) => ({
  ...{ id: bomId * 100 + part, bom_id: many(bomId), product_id: many(part), ...written },
  ...{ product_qty: decimal(quantity), product_uom_id: many(unit), bom_product_template_attribute_value_ids: values },
});
const books = (boms: KitBooks['boms'], lines: KitBooks['lines'], variants = [1, 2, 3, 4].map((id) => variant(id))): KitBooks => ({
  ...{ boms, lines, variants: new Map(variants.map((each) => [each.id, each])) },
  sizes: new Map([[PIECES, decimal('1')], [DOZENS, decimal('12')]]),
  attributes: new Map([[71, 7], [72, 7], [81, 8]]),
}); // prettier-ignore
const parts = (id: number, given: KitBooks) => {
  const found = kitPartsOf(id, given);
  return found && [...found].map(([part, quantity]) => [part, decimalText(quantity)]);
};

describe('one of a kit', () => {
  it('takes its share of what its BoM makes, in the units of the parts', () => {
    const given = books([bom(10, 1, null, '2')], [line(10, 2, '4'), line(10, 3, '1', DOZENS)]);
    expect(parts(1, given)).toEqual([[2, '2'], [3, '6']]); // prettier-ignore
    expect(parts(2, given)).toBeUndefined();
  });

  it('takes the parts of the kits among its parts, each once', () => {
    const given = books(
      [bom(10, 1), bom(20, 2)],
      [line(10, 2, '3'), line(10, 4, '1'), line(20, 3, '2'), line(20, 4, '5')],
    );
    expect(parts(1, given)).toEqual([[3, '6'], [4, '16']]); // prettier-ignore
  });

  it('is by the BoM of its own before that of its template', () => {
    const given = books([bom(10, 1), bom(11, 1, 1)], [line(10, 2, '1'), line(11, 3, '1')]);
    expect(parts(1, given)).toEqual([[3, '1']]);
  });

  it('takes only the lines for its variant', () => {
    const variants = [variant(1, 1, [71, 81]), variant(5, 1, [72, 81]), variant(2), variant(3), variant(4)];
    const given = books([bom(10, 1)], [line(10, 2, '1', PIECES, [71]), line(10, 3, '1', PIECES, [72, 81]), line(10, 4, '1')], variants); // prettier-ignore
    expect([parts(1, given), parts(5, given)]).toEqual([[[2, '1'], [4, '1']], [[3, '1'], [4, '1']]]); // prettier-ignore
  });

  it('never takes itself apart for ever', () => {
    expect(parts(1, books([bom(10, 1), bom(20, 2)], [line(10, 2, '1'), line(20, 1, '1')]))).toEqual([[1, '1']]);
  });
});
