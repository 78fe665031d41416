import { type OrderCancelled } from '@penstock/contracts';
import { decimal, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
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

function cancelled(state: OrderState, lines: OrderCancelled['lines'] = null) {
  const row: OdooOrder = {
    ...odooOrders.initial({ orderId: order.orderId }),
    state,
    draft: state === 'absent' ? null : draftOf(order, cause),
  };
  const given = { now: instant('2026-11-21T09:00:00Z'), newId: () => 'id', traceparent: null };
  const outcome = onOrderCancelled({ entity: 'main', instance: 'main' }).handle(event(lines), { order: row }, given);
  if (outcome.outcome === 'skip') return 'skipped';
  const saved = outcome.save.map((save) => (save.row as OdooOrder).state);
  return [...saved, ...outcome.tasks.map(({ task }) => task), ...outcome.events.map(({ type }) => type.name)];
}

describe('a cancellation', () => {
  it.each<OrderState>(['absent', 'held'])('of an order that is %s keeps it out of Odoo', (state) => {
    expect(cancelled(state)).toEqual(['unwanted']);
  });

  it.each<OrderState>(['ready', 'created', 'confirmed', 'refused'])(
    'of an order that is %s is taken to Odoo',
    (state) => {
      expect(cancelled(state)).toEqual(['cancelling', 'odoo-adapter.cancel-sale-order']);
    },
  );

  it.each<OrderState>(['unwanted', 'cancelling', 'cancelled'])('of an order that is %s is no news', (state) => {
    expect(cancelled(state)).toBe('skipped');
  });

  it('of all its lines is one of the order, of some is a matter for people', () => {
    expect(cancelled('confirmed', part('2'))).toContain('cancelling');
    expect(cancelled('confirmed', part('1'))).toEqual(['penstock.operations.ExceptionRaised']);
  });

  it('that names a line twice is refused: it would hang on the last of them what is cancelled', () => {
    const code = { code: 'LINE_TWICE' };
    expect(() => cancelled('ready', [...part('1'), ...part('2')])).toThrow(expect.objectContaining(code));
  });
});
