import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UPSERT_ORDER } from './models/server-action.js';
import type { Client } from './spec-support/client.js';
import { clientOf, newCustomer, productId } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('a server action in the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;
  let model: number | undefined;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    call = clientOf(odoo);
    [model] = await call<number[]>('ir.model', 'search', [[['model', '=', 'sale.order']]]);
  });
  afterAll(() => odoo.stop());

  const action = async (code: string): Promise<number> =>
    (await call<[number]>('ir.actions.server', 'create', [[{ name: 'upsert', model_id: model, state: 'code', code }]]))[0]; // prettier-ignore
  const run = async (id: number, vals: object): Promise<unknown> =>
    call('ir.actions.server', 'run', [[id]], { context: { payload: { module: 'penstock', key: 'order-1', vals } } });

  it('creates an order, binds its key and confirms it; the same key again is the same order', async () => {
    const line = [0, 0, { product_id: await productId(call, 'MUG-ENAMEL') }];
    const vals = { partner_id: await newCustomer(call), order_line: [line] };
    const id = await action(UPSERT_ORDER);
    const first = await run(id, vals);
    expect(first).toMatchObject({ state: 'sale', duplicate: false });
    expect(await run(id, vals)).toEqual({ ...(first as object), duplicate: true });
    expect(await call('sale.order', 'search_count', [[]])).toBe(1);
  });

  it('keeps nothing of a run that fails, and wraps what Python raised', async () => {
    const failed = call('ir.actions.server', 'run', [[await action(UPSERT_ORDER)]], {
      context: { payload: { module: 'penstock', key: 'order-2', vals: { nofield: 1 } } },
    });
    await expect(failed).rejects.toMatchObject({ name: 'builtins.ValueError', message: expect.stringContaining('while evaluating') }); // prettier-ignore
    expect(await call('ir.model.data', 'search_count', [[['name', '=', 'order-2']]])).toBe(0);
    expect(await call('sale.order', 'search_count', [[['state', '=', 'draft']]])).toBe(0);
  });

  it('is refused when it is any other than the one the stand-in knows', async () => {
    await expect(run(await action('action = 1'), {})).rejects.toThrow('knows no Python');
  });
});
