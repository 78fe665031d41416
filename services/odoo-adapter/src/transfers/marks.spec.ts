import { type OdooClient, OdooLostRace, OdooValidation } from '@penstock/connector-odoo';
import { describe, expect, it } from 'vitest';
import { findMarks, mark } from './marks.js';

/** An Odoo that knows these external ids, and refuses to make one that is known. */
function odooWith(names: Record<string, number>, refusal: Error = new OdooValidation('duplicate key', FACTS)) {
  const known = new Map(Object.entries(names));
  const odoo = {
    searchRead: async () => [...known].map(([name, res_id], id) => ({ id, name, model: 'stock.picking', res_id })),
    call: async (_: string, __: string, { vals_list }: { vals_list: { name: string; res_id: number }[] }) => {
      if (vals_list.some(({ name }) => known.has(name)) || names['refuse']) throw refusal;
      for (const { name, res_id } of vals_list) known.set(name, res_id);
    },
  } as unknown as OdooClient;
  return { odoo, known };
}
const FACTS = { call: 'ir.model.data.create', odooName: 'odoo.exceptions.ValidationError' };

describe('marks', () => {
  it('are found by their report, in the order they were given, and no other’s', async () => {
    const { odoo } = odooWith({ shp_1_10: 5, shp_1_2: 4, shp_1: 3, shp_12: 9, shp_1_x: 8 });
    expect((await findMarks(odoo, 'shp_1')).map(({ pickingId }) => pickingId)).toEqual([3, 4, 5]);
  });

  it('are given in a row', async () => {
    const { odoo, known } = odooWith({ shp_1: 3 });
    await mark(odoo, 'shp_1', await findMarks(odoo, 'shp_1'), [4, 5]);
    expect([...known]).toEqual([['shp_1', 3], ['shp_1_2', 4], ['shp_1_3', 5]]); // prettier-ignore
  });

  it.each([new OdooValidation('duplicate key', FACTS), new OdooLostRace('duplicate key', FACTS)])(
    'that an earlier call made meanwhile hold, however Odoo refuses ours: $name',
    async (refusal) => {
      const { odoo, known } = odooWith({ shp_1: 3 }, refusal);
      await mark(odoo, 'shp_1', [], [4]);
      expect([...known]).toEqual([['shp_1', 3]]);
    },
  );

  it('that Odoo refuses for another reason are refused', async () => {
    const { odoo } = odooWith({ refuse: 1 });
    await expect(mark(odoo, 'shp_1', [], [4])).rejects.toBeInstanceOf(OdooValidation);
  });
});
