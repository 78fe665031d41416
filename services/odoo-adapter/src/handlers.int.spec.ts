import { OrderCancelled, OrderCreated, OrderUpdated } from '@penstock/contracts';
import { uuid7 } from '@penstock/domain';
import {
  crashBetweenSteps,
  deliveredTwice,
  type Incoming,
  incoming,
  outOfOrder,
  type ServiceUnderTest,
  serviceUnderTest,
} from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from './adapter-under-test.fixture.js';
import { catalogSkus } from './catalog/odoo-product.js';
import { migrations } from './migrations/index.js';
import { anUpdate } from './order-changed/an-update.fixture.js';
import { onOrderUpdated } from './order-changed/on-order-updated.js';
import { onOrderCancelled } from './order-cancelled/on-order-cancelled.js';
import { onOrderCreated } from './order-out/on-order-created.js';
import { aLine, anOrder } from './order.fixture.js';
import { SERVICE_NAME } from './service.js';

const handlers = [onOrderCreated(SYSTEM), onOrderUpdated(SYSTEM), onOrderCancelled(SYSTEM)];
let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: SERVICE_NAME, handlers, migrations });
});
beforeEach(async () => {
  await service.empty();
  const { meta } = known.event;
  await service.units.run({ ...meta, mode: 'live' }, async (unit) =>
    unit.save(catalogSkus.save({ ...catalogSkus.initial({}), sku: 'KNOWN', odooId: 7n })),
  );
});
afterAll(() => service?.close());

const ordered = (number: string, ...skus: string[]) =>
  anOrder({ number, lines: skus.map((sku, i) => aLine({ id: `${number}${i}`, sku, quantity: '2', price: '10' })) });
const cancelled = ({ orderId, meta, lines, placedAt }: OrderCreated, isPart = false) =>
  incoming(OrderCancelled, {
    ...{ meta: { ...meta, eventId: uuid7() }, orderId, reason: 'CUSTOMER', reasonText: null, cancelledAt: placedAt },
    lines: isPart ? lines.slice(0, 1).map(({ lineId, quantity }) => ({ lineId, quantity })) : null,
  });

const readyOrder = ordered('1001', 'KNOWN');
const heldOrder = ordered('1002', 'KNOWN', 'UNKNOWN');
const known = incoming(OrderCreated, readyOrder);
const held = incoming(OrderCreated, heldOrder);

const bigOrder = ordered('1003', 'KNOWN', 'KNOWN');
const big = incoming(OrderCreated, bigOrder);
const updated = (order: OrderCreated, lines = order.lines.length) =>
  incoming(OrderUpdated, anUpdate({ ...order, lines: order.lines.slice(0, lines) }));

/** What a handler can make of its event, and what was before. */
const trials: readonly { name: string; event: Incoming; before?: Incoming }[] = [
  { name: 'an order that can go to Odoo', event: known },
  { name: 'an order that waits for a SKU', event: held },
  { name: 'the cancellation of an order that is on its way', event: cancelled(readyOrder), before: known },
  { name: 'the cancellation of an order that waits', event: cancelled(heldOrder), before: held },
  { name: 'the cancellation of a part of an order that waits', event: cancelled(heldOrder, true), before: held },
  { name: 'the cancellation of a part of an order that is on its way', event: cancelled(bigOrder, true), before: big },
  { name: 'the update of an order that is on its way', event: updated(readyOrder), before: known },
  { name: 'the update of an order that waits, to one that need not', event: updated(heldOrder, 1), before: held },
];

describe.each(trials)('$name', ({ event, before }) => {
  beforeEach(() => service.hears(...(before ? [before] : [])));

  it('is the same when it is delivered twice', () => deliveredTwice(service, event));

  it('is neither lost nor doubled when the process dies between any two steps', () =>
    crashBetweenSteps(service, event));
});

it('every handler is tried', () => {
  expect(new Set(trials.map(({ event }) => event.type.name))).toEqual(new Set(handlers.map(({ on }) => on.name)));
});

it('orders do not care in which order they come', () =>
  outOfOrder(service, [known, held, cancelled(heldOrder), incoming(OrderCreated, ordered('1003', 'KNOWN'))]));
