import { describe, expect, it } from 'vitest';
import { sharedAsDefaults } from './shared-defaults.js';

const fields = ['id', 'company_id/.id', 'warehouse_id/.id', 'pricelist_id/.id', 'order_line/id'];
/** Two orders, the first of two lines. */
const rows = (pricelists: readonly [string, string]) => [
  ['a', '1', '2', pricelists[0], 'a1'],
  ['', '', '', '', 'a2'],
  ['b', '1', '2', pricelists[1], 'b1'],
];

describe('what the orders of one call have in common', () => {
  it('is said once, in the context', () => {
    expect(sharedAsDefaults({ fields, rows: rows(['4', '4']) })).toEqual({
      fields: ['id', 'order_line/id'],
      rows: [['a', 'a1'], ['', 'a2'], ['b', 'b1']], // prettier-ignore
      context: { default_company_id: 1, default_warehouse_id: 2, default_pricelist_id: 4 },
    });
  });

  it.each([
    ['differs', ['4', '5']],
    ['one of them lacks', ['4', '']],
    ['all of them lack: none is not the same as unsaid', ['', '']],
  ] as const)('is in the rows where it %s', (_, pricelists) => {
    const call = sharedAsDefaults({ fields, rows: rows(pricelists) });
    expect(call.fields).toEqual(['id', 'pricelist_id/.id', 'order_line/id']);
    expect(call.rows.map(([, pricelist]) => pricelist)).toEqual([pricelists[0], '', pricelists[1]]);
    expect(call.context).toEqual({ default_company_id: 1, default_warehouse_id: 2 });
  });
});
