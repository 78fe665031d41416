import { ExceptionRaised, type OrderCancelled } from '@penstock/contracts';
import { decimal, instant } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { anEvent, aRow, given } from '@penstock/messaging/testing';
import { describe, it } from 'vitest';
import { aLine, anOrder } from '../order.fixture.js';
import { draftOf } from '../order-out/order-draft.js';
import { type OdooOrder, odooOrders, type OrderState } from '../order-out/odoo-order.js';
import { onOrderCancelled } from './on-order-cancelled.js';

const order = anOrder({ lines: [aLine({ id: '1', sku: 'A', quantity: '2', price: '10' })] });
const cause = {
  entity: 'main',
  source: order.meta.source,
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;
const event = (lines: OrderCancelled['lines'] = null): OrderCancelled => ({
  meta: order.meta,
  orderId: order.orderId,
  reason: 'CUSTOMER',
  reasonText: null,
  cancelledAt: instant('2026-11-21T09:00:00Z'),
  lines,
});
const part = (quantity: string) => [
  { lineId: order.lines[0]?.lineId ?? '', quantity: { amount: decimal(quantity), unit: 'unit' } },
];

const lineId = order.lines[0]?.lineId ?? '';
const at = instant('2026-11-21T09:00:00Z');

function cancelling(state: OrderState, lines: OrderCancelled['lines'] = null, changed: Partial<OdooOrder> = {}) {
  const draft = state === 'absent' ? null : draftOf(order, cause);
  const row: OdooOrder = { ...odooOrders.initial({}), orderId: order.orderId, state, draft, ...changed };
  return given(onOrderCancelled({ entity: 'main', instance: 'main' }), { rows: [odooOrders.save(row)] }).when(
    event(lines),
  );
}
const isTaken = {
  save: [aRow(odooOrders, { state: 'cancelling' })],
  tasks: [{ task: 'odoo-adapter.cancel-sale-order' }],
};

describe('a cancellation', () => {
  it.each<OrderState>(['absent', 'held'])('of an order that is %s keeps it out of Odoo', (state) => {
    cancelling(state).then({ save: [aRow(odooOrders, { state: 'unwanted', personal: null })] });
  });

  it.each<OrderState>(['ready', 'created', 'confirmed', 'refused'])(
    'of an order that is %s is taken to Odoo',
    (state) => {
      cancelling(state).then(isTaken);
    },
  );

  it.each<OrderState>(['unwanted', 'cancelling', 'cancelled'])('of an order that is %s is no news', (state) => {
    cancelling(state).thenSkips('the order is cancelled already');
  });

  it('of all its lines is one of the order', () => {
    cancelling('confirmed', part('2')).then(isTaken);
  });

  it.each<OrderState>(['ready', 'created', 'confirmed'])(
    'of some units of an order that is %s takes them out in Odoo',
    (state) => {
      cancelling(state, part('1')).then({
        save: [aRow(odooOrders, { state, cancelledUnits: { at, units: { [lineId]: '1' } } })],
        tasks: [{ task: 'odoo-adapter.change-sale-order', document: order.orderId }],
      });
    },
  );

  it('of the rest, after some units were cancelled before, is one of the order', () => {
    cancelling('confirmed', part('1'), { cancelledUnits: { at, units: { [lineId]: '1' } } }).then(isTaken);
  });

  it.each<OrderState>(['held', 'refused'])(
    'of some units of an order that is %s is kept for when it is in Odoo',
    (state) => {
      cancelling(state, part('1')).then({
        save: [aRow(odooOrders, { state, cancelledUnits: { at, units: { [lineId]: '1' } } })],
      });
    },
  );

  it('of some units of an order that has not come is a matter for people', () => {
    cancelling('absent', part('1')).then({ events: [anEvent(ExceptionRaised, { subject: order.orderId })] });
  });

  it('of a line that the order does not have is a matter for people', () => {
    const [line] = part('1');
    const other = [{ lineId: 'orl_other', quantity: line?.quantity ?? { amount: decimal('1'), unit: 'unit' } }];
    cancelling('confirmed', other).then({ events: [anEvent(ExceptionRaised, { kind: 'ORDER_CONFLICT' })] });
  });

  it('that names a line twice is refused: it would hang on the last of them what is cancelled', () => {
    cancelling('ready', [...part('1'), ...part('2')]).thenThrows(Permanent, 'LINE_TWICE');
  });
});
