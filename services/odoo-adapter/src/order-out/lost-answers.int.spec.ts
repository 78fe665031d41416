import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aShipping } from '../order.fixture.js';

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;
let number = 0;

beforeAll(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
  await adapter.poll();
});
afterAll(async () => {
  await adapter?.close();
  await odoo?.stop();
});

/** Two new customers, each with an order. */
async function takeTwo(): Promise<string[]> {
  const orders = [1, 2].map(() => {
    number += 1;
    const order = anOrder({
      number: `L${number}`,
      lines: [aLine({ id: `L${number}`, sku: 'TEE-BLACK-M', quantity: '2', price: '24.90', discount: '0.01' })],
      shipping: [aShipping('4.99')],
    });
    const personal = order.personal && { ...order.personal, email: `l${number}@example.com`, name: `Lost ${number}` };
    return { ...order, personal };
  });
  for (const order of orders) await adapter.take(order);
  return orders.map(({ orderNumber }) => orderNumber);
}

const confirmed = (numbers: readonly string[]) =>
  adapter.rows(`SELECT FROM odoo_order WHERE state = 'confirmed' AND order_number IN ('${numbers.join("','")}')`);

/** Each order once, with everything that belongs to it once. */
function expectOnce(numbers: readonly string[]): void {
  for (const each of numbers) {
    const sales = adapter.inOdoo('sale.order', [['client_order_ref', '=', each]]);
    expect(sales).toMatchObject([{ state: 'sale', date_order: '2026-11-20 10:00:00', amount_total: 54.78 }]);
    expect(adapter.inOdoo('sale.order.line', [['order_id', '=', sales[0]?.['id']]])).toHaveLength(3);
    expect(adapter.inOdoo('stock.picking', [['sale_id', '=', sales[0]?.['id']]])).toHaveLength(1);
    expect(adapter.inOdoo('res.partner', [['name', '=', each.replace('#L', 'Lost ')]])).toHaveLength(1);
  }
}

describe('orders in bulk are each once in Odoo, with one customer and one delivery,', () => {
  it.each([
    ['whichever answer is lost', { mode: 'commit-then-hang' as const, ms: 1, times: 1 }],
    ['whichever call never reaches Odoo', { mode: 'down' as const, times: 1 }],
  ])('%s', { timeout: 120_000 }, async (_, fault) => {
    const before = odoo.requests().length;
    const undisturbed = await takeTwo();
    await adapter.work();
    expectOnce(undisturbed);
    const calls = odoo.requests().length - before;
    expect(calls).toBeGreaterThan(8);
    for (let at = 0; at < calls; at += 1) {
      odoo.setFault([...(at > 0 ? [{ mode: 'slow' as const, ms: 0, times: at }] : []), fault]);
      const numbers = await takeTwo();
      const both = async () => (await adapter.work(), (await confirmed(numbers)).length);
      await expect.poll(both, { timeout: 10_000, message: `call ${at + 1} of ${calls}` }).toBe(2);
      expectOnce(numbers);
    }
    odoo.setFault([]);
  });
});
