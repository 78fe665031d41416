import { describe, expect, it } from 'vitest';
import { OdooAccess, type OdooClient, OdooValidation, OdooWrongCall } from '../index.js';
import { Findings } from './findings.js';
import { parseMappingFile } from './mapping-file.js';
import { checkSaleStock } from './modules.js';
import { checkRights } from './rights.js';

const company = (keys = '') =>
  parseMappingFile(
    `{ version: '1', companies: [{ name: Co, channels: [shop], warehouse: WH, currency: USD${keys} }] }`,
    'mapping.yaml',
  );

/** An Odoo that has the models given and lets the user do all with them. */
const odooAnswering = (answer: (model: string, operation: string) => unknown): OdooClient =>
  ({
    call: async (model: string, _method: string, { operation }: { operation: string }) => answer(model, operation),
  }) as unknown as OdooClient;

const absent = { call: 'has_access', odooName: null };
const refusals = [
  new OdooValidation("Object delivery.carrier doesn't exist", absent),
  new OdooWrongCall('404', absent),
];

describe('rights and modules', () => {
  it.each(refusals)('take a model that Odoo does not know for a module that is missing: $message', async (refusal) => {
    const odoo = odooAnswering((model) => {
      if (model === 'delivery.carrier') throw refusal;
      return true;
    });
    const into = new Findings();
    const { isWhole } = await checkRights(odoo, company(', carriers: [{ shipping: A, odoo: A }]'), 'penstock', into);
    expect(into.problems).toMatchObject([
      { code: 'MODULE_MISSING', problem: 'module delivery (Delivery Costs) is not installed' },
    ]);
    expect(isWhole).toBe(false);
  });

  it('ask only for what the file needs', async () => {
    const asked = new Set<string>();
    const odoo = odooAnswering((model) => asked.add(model) && true);
    await checkRights(odoo, company(), 'penstock', new Findings());
    expect([...asked]).not.toContain('delivery.carrier');
    expect([...asked]).not.toContain('account.journal');
    expect([...asked]).toContain('sale.order');
  });

  it('name a module once, however many of its models are missing', async () => {
    const odoo = odooAnswering((model) => {
      if (model.startsWith('stock.')) throw refusals[0] as Error;
      return true;
    });
    const into = new Findings();
    await checkRights(odoo, company(), 'penstock', into);
    expect(into.problems.map(({ problem }) => problem)).toEqual(['module stock (Inventory) is not installed']);
  });

  it('name the operations that the user may not do, and what gives the right', async () => {
    const into = new Findings();
    const odoo = odooAnswering((model, operation) => model !== 'sale.order' || operation === 'read');
    const { readable } = await checkRights(odoo, company(), 'penstock', into);
    expect(into.problems).toEqual([
      {
        code: 'RIGHT_MISSING',
        company: null,
        problem: 'user penstock may not create, write sale.order',
        remedy: 'In Settings, Users & Companies, Users, open penstock and set Sales to "Administrator".',
      },
    ]);
    expect(readable.has('sale.order')).toBe(true);
  });

  it('see by its field that sales and stock are joined', async () => {
    const into = new Findings();
    await checkSaleStock(
      odooAnswering(() => ({ warehouse_id: { type: 'many2one' } })),
      into,
    );
    expect(into.problems).toEqual([]);
    await checkSaleStock(
      odooAnswering(() => ({})),
      into,
    );
    expect(into.problems).toMatchObject([{ code: 'MODULE_MISSING', problem: expect.stringContaining('sale_stock') }]);
  });

  it('do not take another refusal for a missing module', async () => {
    const odoo = odooAnswering(() => {
      throw new OdooAccess('company not allowed', absent);
    });
    await expect(checkRights(odoo, company(), 'penstock', new Findings())).rejects.toThrow(OdooAccess);
  });
});
