import { ExceptionRaised, type OrderUpdated } from '@penstock/contracts';
import { Missing, Permanent } from '@penstock/messaging';
import { anEvent, aRow, given } from '@penstock/messaging/testing';
import type { Save } from '@penstock/persistence';
import { describe, it } from 'vitest';
import { catalogSkus } from '../catalog/odoo-product.js';
import { aLine, anOrder, aShipping } from '../order.fixture.js';
import { draftOf } from '../order-out/order-draft.js';
import { missingSkus, type OdooOrder, odooOrders, type OrderState } from '../order-out/odoo-order.js';
import { anUpdate } from './an-update.fixture.js';
import { addressHash } from './address-hash.js';
import { onOrderUpdated } from './on-order-updated.js';

const shirt = (quantity = '2', price = '10') => aLine({ id: '1', sku: 'A', quantity, price });
const hood = aLine({ id: '2', sku: 'B', quantity: '1', price: '30' });
const order = anOrder({ lines: [shirt(), hood], shipping: [aShipping('5')] });
const { orderId } = order;
const cause = {
  entity: 'main',
  source: order.meta.source,
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;

const row = (state: OrderState, changed: Partial<OdooOrder> = {}): OdooOrder => ({
  ...odooOrders.initial({}),
  orderId,
  state,
  orderNumber: '#1001',
  draft: state === 'absent' || state === 'unwanted' ? null : draftOf(order, cause),
  odooId: state === 'created' || state === 'confirmed' ? 7n : null,
  addressHash: addressHash(order.personal),
  ...changed,
});
const known = (...skus: string[]) =>
  skus.map((sku, i) => catalogSkus.save({ sku, odooId: BigInt(i + 1), trouble: null, candidates: [] }));

const updating = (
  state: OrderState,
  update: OrderUpdated,
  changed: Partial<OdooOrder> = {},
  rows: Save[] = known('A', 'B'),
) =>
  given(onOrderUpdated({ entity: 'main', instance: 'main' }), {
    rows: [odooOrders.save(row(state, changed)), ...rows],
  }).when(update);

const more = anUpdate(anOrder({ lines: [shirt('3'), hood], shipping: [aShipping('5')] }));
const change = [
  { task: 'odoo-adapter.change-sale-order', naturalKey: `${orderId} ${more.meta.eventId}`, document: orderId },
];
const savedLines = (...lines: [sku: string | null, quantity: string][]) => {
  const draft = { lines: lines.map(([sku, quantity]) => ({ sku, quantity })) };
  return aRow(odooOrders, { draft: draft });
};

describe('an update of an order', () => {
  it.each<OrderState>(['ready', 'created', 'confirmed'])(
    'that is %s is taken to Odoo behind what is under way',
    (state) => {
      updating(state, more).then({ save: [savedLines(['A', '3'], ['B', '1'], [null, '1'])], tasks: change });
    },
  );

  it('that is held takes the new content in place, and no longer waits for what it no longer needs', () => {
    const waits = missingSkus.save({ orderId, sku: 'GONE', needed: true });
    updating('held', more, {}, [...known('A', 'B'), waits]).then({
      save: [
        aRow(odooOrders, { state: 'ready', updatedAt: more.updatedAt }),
        aRow(missingSkus, { sku: 'GONE', needed: false }),
      ],
      tasks: [{ task: 'odoo-adapter.create-sale-order' }],
    });
  });

  it('that is held and asks for another unknown SKU waits for that', () => {
    updating('held', more, {}, known('A')).then({
      save: [aRow(odooOrders, { state: 'held' }), aRow(missingSkus, { sku: 'B', needed: true })],
    });
  });

  it('that Odoo refused to take is tried anew with the new content', () => {
    updating('refused', more).then({
      save: [aRow(odooOrders, { state: 'ready' })],
      tasks: [{ task: 'odoo-adapter.create-sale-order', naturalKey: `${orderId} ${more.meta.eventId}` }],
    });
  });

  it.each<OrderState>(['unwanted', 'cancelling', 'cancelled'])('that is %s is no news', (state) => {
    updating(state, more).thenSkips('the order is cancelled');
  });

  it('that has not come yet waits for it', () => {
    updating('absent', more).thenThrows(Missing, 'ORDER_UNKNOWN');
  });

  it('older than the last one taken is left out, one of the same moment is not', () => {
    updating('confirmed', more, { updatedAt: anUpdate(order, 2).updatedAt }).thenSkips(
      'a later update was taken already',
    );
    updating('confirmed', more, { updatedAt: more.updatedAt }).then({ save: [aRow(odooOrders, {})], tasks: change });
  });

  it('leaves lines alone that it neither states nor removes, and forgets none that it removed', () => {
    const update = anUpdate(anOrder({ lines: [shirt('1')] }), 1);
    updating('confirmed', update).then({
      save: [savedLines(['A', '1'], ['B', '1'])],
      tasks: [{ task: 'odoo-adapter.change-sale-order' }],
    });
    const removing = anUpdate(anOrder({ lines: [shirt('1')] }), 1, [hood.lineId]);
    updating('confirmed', removing, { removedLines: ['orl_before', shirt().lineId] }).then({
      save: [aRow(odooOrders, { removedLines: ['orl_before', hood.lineId] })],
      tasks: [{ task: 'odoo-adapter.change-sale-order' }],
    });
  });

  it('keeps who the goods go to only where they go elsewhere', () => {
    const { personal } = order;
    const elsewhere = personal && {
      ...personal,
      shippingAddress: personal.shippingAddress && { ...personal.shippingAddress, city: 'Salem' },
    };
    const moved = anUpdate({ ...order, personal: elsewhere }, 1);
    updating('confirmed', anUpdate(order, 1)).then({
      save: [aRow(odooOrders, { shipTo: null })],
      tasks: [{ task: 'odoo-adapter.change-sale-order' }],
    });
    updating('confirmed', moved).then({
      save: [aRow(odooOrders, { shipTo: elsewhere })],
      tasks: [{ task: 'odoo-adapter.change-sale-order' }],
    });
  });

  it('says so where the goods are to be brought otherwise, not where that only costs more', () => {
    const tasks = [{ task: 'odoo-adapter.change-sale-order' }];
    const dearer = anUpdate(anOrder({ lines: [shirt(), hood], shipping: [aShipping('7')] }));
    updating('confirmed', dearer).then({ save: [aRow(odooOrders, { shippingChanged: false })], tasks });
    const faster = anUpdate(anOrder({ lines: [shirt(), hood], shipping: [{ ...aShipping('5'), code: 'EXPRESS' }] }));
    updating('confirmed', faster).then({ save: [aRow(odooOrders, { shippingChanged: true })], tasks });
    updating('confirmed', more, { shippingChanged: true }).then({
      save: [aRow(odooOrders, { shippingChanged: true })],
      tasks,
    });
  });

  it('that makes a line other goods goes to a person, and nothing is taken over', () => {
    const other = aLine({ id: '1', sku: 'B', quantity: '2', price: '10' });
    updating('confirmed', anUpdate(anOrder({ lines: [other, hood] }))).then({
      events: [anEvent(ExceptionRaised, { kind: 'ORDER_CONFLICT', subject: orderId })],
    });
  });

  it('that names a line twice is refused: it would hang on the last of them what is ordered', () => {
    updating('confirmed', anUpdate(anOrder({ lines: [shirt('1'), shirt('2')] }))).thenThrows(Permanent, 'LINE_TWICE');
  });

  it('counts units out that were cancelled after it was stated, and no longer those it knows of', () => {
    const cancelled = (minute: number) => ({ at: anUpdate(order, minute).updatedAt, units: { [hood.lineId]: '1' } });
    const tasks = [{ task: 'odoo-adapter.change-sale-order' }];
    updating('confirmed', more, { cancelledUnits: cancelled(2) }).then({
      save: [aRow(odooOrders, { cancelledUnits: cancelled(2) })],
      tasks,
    });
    updating('confirmed', more, { cancelledUnits: cancelled(0) }).then({
      save: [aRow(odooOrders, { cancelledUnits: null })],
      tasks,
    });
  });
});
