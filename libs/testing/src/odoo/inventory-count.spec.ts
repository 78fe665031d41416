import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onHand, productId } from './spec-support/client.js';
import type { Stockroom } from './spec-support/stock.js';
import { stockroomOf } from './spec-support/stock.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('stock counted in the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let stock: Stockroom;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    stock = await stockroomOf(odoo);
  });
  afterAll(() => odoo.stop());

  it('begins with what the demo counted', async () => {
    expect(await onHand(stock.call, await productId(stock.call, 'TEE-BLACK-M'))).toBe(120);
  });

  it('is counted in two steps, and the move carries the name and who counted', async () => {
    const product = await stock.newProduct();
    const quant = await stock.count(product, 100);
    expect(await onHand(stock.call, product)).toBe(0);
    await stock.apply(quant, 'PEN-ADJ-1');
    await stock.apply(await stock.count(product, 90), 'PEN-ADJ-2');
    expect(await onHand(stock.call, product)).toBe(90);
    expect(await stock.movesOf(product)).toMatchObject([
      { reference: 'PEN-ADJ-1 (Administrator)', quantity: 100, location_id: [14, 'Virtual Locations/Inventory adjustment'] },
      { reference: 'PEN-ADJ-2 (Administrator)', quantity: 10, location_id: [8, 'WH/Stock'], is_inventory: true },
    ]); // prettier-ignore
  });

  it('does not change when a count is applied a second time; a move of 0 says so', async () => {
    const product = await stock.newProduct();
    const quant = await stock.count(product, 10);
    await stock.apply(quant);
    await stock.apply(quant);
    expect(await onHand(stock.call, product)).toBe(10);
    expect((await stock.movesOf(product)).at(-1)).toMatchObject({
      quantity: 0,
      reference: 'Product Quantity Confirmed',
    });
  });

  it('gets a stray quant from a count without inventory_mode, and changes without a move when quantity is written', async () => {
    const product = await stock.newProduct();
    const quant = await stock.count(product, 5);
    await stock.apply(quant);
    const stray = await stock.call<number[]>('stock.quant', 'create', [[{ product_id: product, location_id: 8, inventory_quantity: 7 }]]); // prettier-ignore
    expect(stray).not.toEqual([quant]);
    await stock.call('stock.quant', 'write', [[quant], { quantity: 3 }]);
    expect(await onHand(stock.call, product)).toBe(3);
    expect(await stock.movesOf(product)).toHaveLength(1);
  });

  it('answers with a wizard, applying nothing, when it moved since the count', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    const quant = await stock.count(product, 20);
    await stock.validate((await stock.ordered(product, 3)).picking);
    expect(await stock.apply(quant)).toMatchObject({ res_model: 'stock.inventory.conflict' });
    expect(await onHand(stock.call, product)).toBe(7);
    const vals = [{ quant_ids: [[6, 0, [quant]]], quant_to_fix_ids: [[6, 0, [quant]]] }];
    const wizard = await stock.call<number[]>('stock.inventory.conflict', 'create', [vals]);
    await stock.call('stock.inventory.conflict', 'action_keep_counted_quantity', [wizard]);
    expect(await onHand(stock.call, product)).toBe(20);
  });
});
