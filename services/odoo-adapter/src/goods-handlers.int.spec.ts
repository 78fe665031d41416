import { ReturnReceived, ShipmentReported, StockCounted } from '@penstock/contracts';
import { canonicalId, decimal, instant, type Instant, uuid7 } from '@penstock/domain';
import {
  aMeta,
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
import { odooLocations } from './catalog/odoo-location.js';
import { odooProducts } from './catalog/odoo-product.js';
import { onShipmentReported } from './delivery/on-shipment-reported.js';
import { migrations } from './migrations/index.js';
import { odooOrders } from './order-out/odoo-order.js';
import { draftOf } from './order-out/order-draft.js';
import { aLine, anOrder } from './order.fixture.js';
import { onReturnReceived } from './return/on-return-received.js';
import { SERVICE_NAME } from './service.js';
import { onStockCounted } from './stock-count/on-stock-counted.js';

const handlers = [onShipmentReported, onReturnReceived(SYSTEM), onStockCounted(SYSTEM)];
const order = anOrder({ lines: [aLine({ id: '1', sku: 'KNOWN', quantity: '2', price: '10' })] });
const [line = ''] = order.lines.map(({ lineId }) => lineId);
const { orderId } = order;
const at: Instant = instant('2026-11-20T12:00:00Z');
const two = { amount: decimal('2'), unit: 'unit' };
const shelf = 'loc_shelf';
const customers = 'loc_customers';
const mug = 'prd_mug';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: SERVICE_NAME, handlers, migrations });
});
beforeEach(async () => {
  await service.empty();
  const { meta } = order;
  await service.units.run({ ...meta, mode: 'live' }, async (unit) => {
    const draft = draftOf(order, { ...meta, mode: 'live' });
    unit.save(odooOrders.save({ ...odooOrders.initial({}), orderId, state: 'confirmed', odooId: 7n, draft }));
    const places = [[8n, shelf, 'internal'], [5n, customers, 'customer']] as const; // prettier-ignore
    for (const [odooId, locationId, usage] of places)
      unit.save(odooLocations.save({ ...odooLocations.initial({}), odooId, locationId, usage }));
    const known = { odooId: 3n, productId: mug, sku: 'MUG', storable: true, active: true };
    unit.save(odooProducts.save({ ...odooProducts.initial({}), ...known }));
  });
});
afterAll(() => service?.close());

const shipped = (number: string, ofOrder = orderId) =>
  incoming(ShipmentReported, {
    ...{ meta: aMeta(), shipmentId: canonicalId('shp', 'main', '3pl', number), orderId: ofOrder, shippedAt: at },
    lines: [{ orderLineId: line, quantity: two }],
    ...{ remainder: 'BACKORDER', carrier: null, trackingNumber: 'T-1' },
  });
const returned = (number: string, locationId: string | null = null) =>
  incoming(ReturnReceived, {
    ...{ meta: aMeta(), returnId: canonicalId('ret', 'main', '3pl', number), orderId, receivedAt: at, locationId },
    lines: [{ orderLineId: line, quantity: two, condition: 'RESALEABLE' }],
  });
const counted = (number: string, productId = mug) =>
  incoming(StockCounted, {
    ...{ meta: aMeta(), countId: canonicalId('cnt', 'main', 'store', number), productId, locationId: shelf },
    ...{ counted: two, countedAt: at, reference: null },
  });

const trials: readonly { name: string; event: Incoming }[] = [
  { name: 'a shipment of an order that is in Odoo', event: shipped('1') },
  { name: 'a return of an order that is in Odoo', event: returned('1') },
  { name: 'a return to a place that nobody knows', event: returned('2', 'loc_nowhere') },
  { name: 'a return to a place that holds no goods of ours', event: returned('3', customers) },
  { name: 'a count', event: counted('1') },
  { name: 'a count of a product that nobody knows', event: counted('2', 'prd_nobody') },
];

describe.each(trials)('$name', ({ event }) => {
  it('is the same when it is delivered twice', () => deliveredTwice(service, event));

  it('is neither lost nor doubled when the process dies between any two steps', () =>
    crashBetweenSteps(service, event));
});

it('every handler is tried', () => {
  expect(new Set(trials.map(({ event }) => event.type.name))).toEqual(new Set(handlers.map(({ on }) => on.name)));
});

it('reports of different goods do not care in which order they come', () =>
  outOfOrder(service, [shipped('1'), returned('1'), counted('1'), counted('2', 'prd_nobody')]));

describe.each([
  ['shipment', shipped('1'), { trackingNumber: 'T-2' }, 'SHIPMENT_CHANGED'],
  ['return', returned('1'), { locationId: shelf }, 'RETURN_CHANGED'],
  ['count', counted('1'), { reference: 'Shelf 1' }, 'COUNT_CHANGED'],
] as const)('a %s that was reported before', (_, event, other, code) => {
  const again = (fields: object) =>
    ({ ...event, event: { ...event.event, meta: { ...event.event.meta, eventId: uuid7() }, ...fields } }) as Incoming;
  const deadCodes = () => service.query(`SELECT failure->>'code' AS code FROM parked WHERE state = 'dead'`);

  it('is carried out once, whatever event says it again', async () => {
    await service.hears(event, again({}));
    expect(await service.query('SELECT count(*)::int AS tasks FROM task')).toEqual([{ tasks: 1 }]);
    expect(await deadCodes()).toEqual([]);
  });

  it('is refused where it says something else under the same id', async () => {
    await service.hears(event, again(other));
    expect(await service.query('SELECT count(*)::int AS tasks FROM task')).toEqual([{ tasks: 1 }]);
    expect(await deadCodes()).toEqual([{ code }]);
  });
});
