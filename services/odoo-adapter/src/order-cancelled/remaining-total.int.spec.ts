import {
  type OrderCancelled,
  OrderCancelled as Cancelled,
  type OrderCreated,
  type OrderLine,
} from '@penstock/contracts';
import { decimal, instant } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aShipping, aTax } from '../order.fixture.js';
import { anOrderIn } from '../order-changed/changing-order.fixture.js';

const taxed = (line: OrderLine, amount: string, included = false): OrderLine => ({
  ...line,
  taxes: [aTax({ rate: '0.19', amount, included })],
});
const tee = (quantity: string, price = '9.99', discount?: string) =>
  aLine({ id: '1', sku: 'TEE-BLACK-M', quantity, price, ...(discount !== undefined && { discount }) });
const mug = (quantity: string) => aLine({ id: '2', sku: 'MUG-ENAMEL', quantity, price: '4.49' });
const shipping = [aShipping('4.90')];

describe.each([18, 19] as const)('what remains of an order once units of it are cancelled, in Odoo %i,', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let the: ReturnType<typeof anOrderIn>;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    the = anOrderIn(adapter);
    await adapter.poll();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  async function confirmed(order: OrderCreated): Promise<OrderCreated> {
    await adapter.take(order);
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    return order;
  }
  const hear = ({ orderId }: OrderCreated, { lineId }: OrderLine, quantity: string, minute = 1) => {
    const lines = [{ lineId, quantity: { amount: decimal(quantity), unit: 'unit' } }];
    const cancelledAt = instant(`2026-11-21T09:0${minute}:00Z`);
    const event: OrderCancelled = { meta: aMeta(), orderId, reason: 'CUSTOMER', reasonText: null, cancelledAt, lines };
    return adapter.service.hears(incoming(Cancelled, event));
  };
  const cancel = async (...given: Parameters<typeof hear>) => {
    await hear(...given);
    await adapter.finish();
  };
  const sums = () => [the.order()['amount_total'], the.order()['amount_tax']];
  /** A person adds a fee to the order in Odoo: to us it is a sum that nobody at the channel knows of. */
  const addFee = () => {
    const line = { order_id: the.order()['id'], product_id: 1, name: 'Fee', product_uom_qty: 1, price_unit: 5 };
    const untaxed = { [version === 18 ? 'tax_id' : 'tax_ids']: [[6, 0, []]] };
    return adapter.person('sale.order.line', 'create', [{ ...line, ...untaxed }]);
  };

  it('is what its lines come to, taxes on top', async () => {
    const lines = [taxed(tee('3'), '5.69'), taxed(mug('2'), '1.71')];
    const order = await confirmed(anOrder({ lines, shipping, tax: '7.40' }));
    await cancel(order, tee('3'), '1');
    // 18 rounds on each line, 19 the order's tax as a whole: a channel may do either.
    expect(sums()).toEqual(version === 18 ? [39.37, 5.51] : [39.36, 5.5]);
    await cancel(order, mug('2'), '1', 2);
    expect(await the.exceptions()).toEqual([]);
  });

  it('is what its lines come to, taxes in the prices', async () => {
    const lines = [taxed(tee('3'), '4.79', true), taxed(mug('2'), '1.43', true)];
    const order = await confirmed(anOrder({ lines, shipping, tax: '6.22', taxesIncluded: true }));
    await cancel(order, tee('3'), '2');
    expect(sums()).toEqual([23.87, 3.03]);
    expect(await the.exceptions()).toEqual([]);
  });

  it('keeps of a discount what is left of its line', async () => {
    const order = await confirmed(anOrder({ lines: [tee('3', '24.90', '10'), mug('1')], shipping }));
    await cancel(order, tee('3'), '1');
    expect(sums()).toEqual([52.52, 0]); // 2 × 24.90 − 6.67 + 4.49 + 4.90
    await cancel(order, tee('3'), '2', 2);
    expect(sums()).toEqual([9.39, 0]);
    expect(await the.exceptions()).toEqual([]);
  });

  it('is a person’s matter where Odoo comes to another sum, with both figures, each cancellation anew', async () => {
    const order = await confirmed(anOrder({ lines: [taxed(tee('3'), '5.69')], shipping, tax: '5.69' }));
    addFee();
    await cancel(order, tee('3'), '1');
    const first = { expected: '28.68 USD', found: '33.68 USD', expectedTax: '3.8 USD', foundTax: '3.8 USD' };
    expect(await the.exceptions()).toMatchObject([{ kind: 'AMOUNT_MISMATCH', facts: first }]);
    const [raised] = await adapter.said('ExceptionRaised');
    expect(raised).toMatchObject({ message: expect.stringContaining('without what was cancelled') as string });
    expect(raised?.['amount']).toMatchObject({ currency: 'USD', amount: decimal('28.68') });
    await cancel(order, tee('3'), '1', 2);
    expect(await the.exceptions()).toMatchObject([{}, { kind: 'AMOUNT_MISMATCH', facts: { found: '21.79 USD' } }]);
    const ids = (await adapter.said('ExceptionRaised')).map(({ exceptionId }) => exceptionId);
    expect(new Set(ids).size).toBe(2);
  });

  it('is compared once although the answer about the fewer units was lost', async () => {
    const order = await confirmed(anOrder({ lines: [tee('3')], shipping }));
    addFee();
    odoo.setFault({ mode: 'commit-then-hang', model: 'sale.order', method: 'load', times: 1 });
    await cancel(order, tee('3'), '1');
    const facts = { expected: '24.88 USD', found: '29.88 USD' };
    expect(await the.exceptions()).toMatchObject([{ kind: 'AMOUNT_MISMATCH', facts }]);
  });

  it('is compared when units were cancelled after the update that comes behind', async () => {
    const order = await confirmed(anOrder({ lines: [tee('3'), mug('1')], shipping }));
    addFee();
    await hear(order, tee('3'), '1');
    await the.update(anOrder({ lines: [tee('3')], shipping }), 1, [mug('1').lineId]);
    await adapter.finish();
    const kinds = (await the.exceptions()).map(({ kind, facts }) => [
      kind,
      (facts as Record<string, string>)['expected'],
    ]);
    expect(kinds.at(-1)).toEqual(['AMOUNT_MISMATCH', '24.88 USD']);
  });

  it('is confirmed where it waited as a quotation for a sum that is right now', async () => {
    const order = anOrder({ lines: [tee('3'), mug('1')], shipping });
    odoo.setFault({ mode: 'down', model: 'sale.order', method: 'action_confirm' });
    await adapter.take(order);
    await adapter.work();
    const fee = addFee();
    odoo.setFault([]);
    await adapter.finish();
    expect([await adapter.orderStates(), (await the.exceptions()).length]).toEqual([['created'], 1]);
    adapter.person('sale.order.line', 'unlink', [[fee].flat()]);
    await cancel(order, tee('3'), '1');
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 29.37 });
    expect([await adapter.orderStates(), (await the.exceptions()).length]).toEqual([['confirmed'], 1]);
  });

  it('that an update leaves without a line is compared with what the update says', async () => {
    await confirmed(anOrder({ lines: [tee('3'), mug('1')], shipping }));
    const without = anOrder({ lines: [tee('3')], shipping });
    const { grandTotal } = anOrder({ lines: [tee('3'), mug('1')], shipping }).totals;
    await the.update({ ...without, totals: { ...without.totals, grandTotal } }, 1, [mug('1').lineId]);
    await adapter.finish();
    const facts = { expected: '39.36 USD', found: '34.87 USD' };
    expect(await the.exceptions()).toMatchObject([{ kind: 'AMOUNT_MISMATCH', facts }]);
  });
});
