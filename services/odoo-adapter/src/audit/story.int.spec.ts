import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';
import { order, returned, returnId, shipped, storiesOf } from './story.fixture.js';

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
});
afterEach(async () => {
  await adapter.close();
  await odoo.stop();
});

const { orderId } = order;
const storyOf = (name: string) => storiesOf(adapter, name);

describe('the story of an order', () => {
  it('tells what was asked, what Odoo made of it, and what was said', async () => {
    await shipped(adapter);
    const [story] = await storyOf(orderId);
    const [sale] = adapter.inOdoo('sale.order', [['client_order_ref', '=', '#1001']]);
    const [picking] = adapter.inOdoo('stock.picking', [['sale_id', '=', sale?.['id']]]);
    expect(story).toMatchObject({
      ...{ orderId, orderNumber: '#1001', origin: 'shopify:demo-shop/1001', state: 'confirmed' },
      ...{ record: `sale.order,${Number(sale?.['id'])}`, odooName: sale?.['name'] },
      lines: [
        { sku: 'TEE-BLACK-M', quantity: '2', record: expect.stringMatching(/^sale\.order\.line,\d+$/) as string },
      ],
      deliveries: [{ record: `stock.picking,${Number(picking?.['id'])}`, name: picking?.['name'], state: 'DONE' }],
      moves: [{ picking: `stock.picking,${Number(picking?.['id'])}`, quantity: '2' }],
      exceptions: [],
      tasks: [{ state: 'done', attempts: 1, eventId: order.meta.eventId, failure: null }],
    });
    expect(story?.customer.record).toMatch(/^res\.partner,\d+$/);
    expect(story?.requests.map(({ model, method, outcome }) => `${model}.${method} ${outcome}`)).toEqual(
      expect.arrayContaining(['res.partner.load ok', 'sale.order.load ok', 'sale.order.action_confirm ok']),
    );
    expect(story?.events.map(({ eventType }) => eventType)).toEqual(
      expect.arrayContaining(['OdooRecordLinked', 'DeliveryChanged', 'ShipmentConfirmed']),
    );
  });

  it('is found by every name that anything in it has', async () => {
    await shipped(adapter);
    const [story] = await storyOf(orderId);
    if (!story) throw new Error('there is no story');
    const [line] = story.lines;
    const [delivery] = story.deliveries;
    const names = [
      ...['1001', '#1001', 'shopify:demo-shop/1001', story.odooName, story.record, `penstock.${orderId}`],
      ...[order.meta.eventId, ...story.events.map(({ eventId }) => eventId)],
      ...[story.customer.customerId, story.customer.record, `penstock.${story.customer.customerId}`],
      ...[line?.lineId, line?.record, delivery?.name, delivery?.record, delivery?.deliveryId],
      ...story.moves.flatMap(({ record, move }) => [record, move]),
    ];
    for (const name of names) expect([name, await storyOf(name ?? '')]).toEqual([name, [story]]);
  });

  it('is found by what is only planned to move, and by its lines before any of it is in Odoo', async () => {
    await adapter.take(order);
    const [lineId] = order.lines.map((line) => line.lineId);
    expect((await storyOf(lineId ?? '')).map((story) => story.orderId)).toEqual([orderId]);
    await adapter.poll();
    await adapter.work();
    await adapter.poll();
    const planned = adapter.inOdoo('stock.move', [['state', '=', 'assigned']]);
    expect(planned).toHaveLength(1);
    const [story] = await storyOf(`stock.move,${Number(planned[0]?.['id'])}`);
    expect(story).toMatchObject({ orderId, moves: [], deliveries: [{ direction: 'OUT', state: 'READY' }] });
  });

  it('goes on when goods come back, and is found by the return and by what it became in Odoo', async () => {
    await shipped(adapter);
    await returned(adapter);
    const [story] = await storyOf(returnId);
    expect(story).toMatchObject({
      ...{ orderId, reports: [{ kind: 'return', id: returnId, state: 'booked', refusal: null }] },
      deliveries: [
        { direction: 'OUT', state: 'DONE' },
        { direction: 'BACK', state: 'DONE' },
      ],
      moves: [{ quantity: '2' }, { quantity: '1' }],
    });
    const back = story?.deliveries[1];
    for (const name of [back?.name, back?.record, story?.moves[1]?.record, story?.moves[1]?.move])
      expect([name, await storyOf(name ?? '')]).toEqual([name, [story]]);
    expect(story?.requests.map(({ method }) => method)).toContain('action_create_returns');
  });

  it('is nobody’s that only looks like it', async () => {
    await shipped(adapter);
    for (const name of [
      '1',
      '100',
      'S9',
      'sale.order,999',
      'ord_unknown',
      `' OR '1'='1`,
      '00000000-0000-7000-8000-000000000000',
    ])
      expect([name, await storyOf(name)]).toEqual([name, []]);
  });

  it('has no personal data', async () => {
    await shipped(adapter);
    const told = JSON.stringify(await storyOf(orderId));
    for (const personal of ['Jane', 'jane@', 'Main St', 'Fresno', '93650']) expect(told).not.toContain(personal);
  });

  it('tells of the answer that was lost, and of the attempt that found out', async () => {
    await adapter.poll();
    odoo.setFault({ mode: 'commit-then-hang', model: 'sale.order', method: 'load', times: 1 });
    await adapter.take(order);
    await adapter.work();
    const [story] = await storyOf(orderId);
    const loads = story?.requests.filter(({ model, method }) => model === 'sale.order' && method === 'load') ?? [];
    expect(loads.map(({ outcome }) => outcome).slice(0, 2)).toEqual(['timeout', 'ok']);
    expect(story?.tasks).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect(story).toMatchObject({ state: 'confirmed' });
  });

  it('tells of exceptions, and of a customer’s orders by the customer', async () => {
    await adapter.poll();
    adapter.makeProduct('TWICE');
    adapter.makeProduct('TWICE');
    await adapter.poll();
    await adapter.take(
      anOrder({ number: '7', lines: [aLine({ id: '7', sku: 'TWICE', price: '1' })], customerId: 'cus_jane' }),
    );
    await adapter.take({ ...anOrder({ number: '8', lines: order.lines, customerId: 'cus_jane' }) });
    await adapter.work();
    const stories = await storyOf('cus_jane');
    expect(stories.map(({ orderNumber }) => orderNumber).sort()).toEqual(['#7', '#8']);
    expect(await storyOf('#7')).toMatchObject([
      { state: 'held', waitsFor: ['TWICE'], exceptions: [{ kind: 'AMBIGUOUS_PRODUCT' }] },
    ]);
  });
});
