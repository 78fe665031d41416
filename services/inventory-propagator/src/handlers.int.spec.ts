import {
  CycleCountCompleted,
  KitDefined,
  GoodsExpected,
  GoodsReceived,
  ListingLinked,
  LocationLinked,
  OrderCancelled,
  OrderCreated,
  OrderUpdated,
  PriceChanged,
  ProductLinked,
  ReleaseRequested,
  ReservationRequested,
  ReturnReceived,
  ShipmentConfirmed,
  StockAdjusted,
  StockLevelReported,
  StockQuarantined,
  TransferCompleted,
  TransferStarted,
} from '@penstock/contracts';
import { instant } from '@penstock/domain';
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
import {
  aCancellation,
  aCount,
  aKit,
  aLine,
  aListing,
  aLocation,
  anAdjustment,
  anExpectation,
  anOrder,
  aPrice,
  aProduct,
  aReport,
  aQuarantine,
  aReceipt,
  aReturn,
  aShipment,
  aTransfer,
  pieces,
} from './events.fixture.js';
import { migrations } from './migrations/index.js';
import { anUpdate, aRelease, aRequest } from './reservations/requests.fixture.js';
import { handlers } from './warehouse.fixture.js';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'inventory-propagator', handlers, migrations },
  });
});
beforeEach(() => service.empty());
afterAll(() => service?.close());

const location = incoming(LocationLinked, aLocation());
const product = incoming(ProductLinked, aProduct());
const count = incoming(CycleCountCompleted, aCount());
const order = incoming(OrderCreated, anOrder({ lines: [aLine(), aLine({ lineId: 'orl_2', sku: 'MUG' })] }));
const shop = incoming(LocationLinked, aLocation({ locationId: 'loc_shop' }));
const expected = incoming(GoodsExpected, anExpectation());
const mug = { productId: 'prd_mug', sku: 'MUG', barcode: '4006381333931' };
const mugListing = incoming(ListingLinked, aListing({ ref: '83', sku: 'MUG' }));

/** For each handler an event on which it does all it can, and what was before it. */
const trials: readonly (readonly [Incoming, ...Incoming[]])[] = [
  [incoming(LocationLinked, aLocation({ active: false })), location, product, count],
  [
    incoming(ProductLinked, aProduct(mug)),
    location,
    mugListing,
    order,
    incoming(CycleCountCompleted, aCount({ productId: 'prd_mug' })),
  ],
  [mugListing, location, product],
  [
    incoming(KitDefined, aKit()),
    location,
    product,
    count,
    incoming(ProductLinked, aProduct(mug)),
    incoming(CycleCountCompleted, aCount({ productId: 'prd_mug' })),
  ],
  [incoming(PriceChanged, aPrice()), product],
  [
    incoming(StockLevelReported, aReport({ onHand: pieces('18') })),
    location,
    product,
    count,
    incoming(PriceChanged, aPrice()),
  ],
  [incoming(StockAdjusted, anAdjustment()), location, product],
  [incoming(GoodsReceived, aReceipt({ expectationId: 'exp_1' })), location, product, expected],
  [incoming(GoodsExpected, anExpectation({ quantity: pieces('7') })), location, product, expected],
  [incoming(TransferStarted, aTransfer()), location, shop, product, count],
  [incoming(TransferCompleted, aTransfer()), location, shop, product, count, incoming(TransferStarted, aTransfer())],
  [incoming(StockQuarantined, aQuarantine()), location, product, count],
  [incoming(ReturnReceived, aReturn()), location, product, count, order],
  [count, location, product, incoming(StockAdjusted, anAdjustment())],
  [order, location, product, count],
  [incoming(ReservationRequested, aRequest()), location, product, count],
  [incoming(ReleaseRequested, aRelease()), location, product, count, incoming(ReservationRequested, aRequest())],
  [incoming(OrderUpdated, anUpdate({ lines: [aLine({ quantity: pieces('5') })] })), location, product, count, order],
  [incoming(OrderCancelled, aCancellation()), location, product, count, order],
  [incoming(ShipmentConfirmed, aShipment()), location, product, count, order],
];

describe.each(trials.map(([event, ...before]) => [event.type.name, event, before] as const))(
  'the handler of %s',
  (_, event, before) => {
    beforeEach(() => service.hears(...before));

    it('changes nothing when its event is delivered twice', () => deliveredTwice(service, event));

    it('loses and doubles nothing when its process dies between any two steps', () =>
      crashBetweenSteps(service, event));
  },
);

it('every handler is tried', () => {
  expect(trials.map(([{ type }]) => type.name).sort()).toEqual(handlers.map(({ on }) => on.name).sort());
});

it('events that come out of order leave the same stock', async () => {
  const facts = [
    location,
    product,
    count,
    incoming(StockAdjusted, anAdjustment()),
    incoming(ProductLinked, aProduct(mug)),
  ];
  // Movements tell in which order they were heard; what they add up to does not.
  const looking = () => service.query('SELECT product_id, sku, on_hand, announced FROM product ORDER BY 1');
  await outOfOrder(service, facts, { looking });
  expect(await looking()).toMatchObject([{ product_id: 'prd_mug' }, { sku: 'TEE', on_hand: '15', announced: '15' }]);
});

it('receipts, statements of what is to come, and transfers that come out of order leave the same balances', async () => {
  const at = (hour: number) => ({ meta: { occurredAt: instant(`2025-11-21T${hour}:00:00Z`) } });
  const facts = [
    location,
    shop,
    product,
    incoming(GoodsExpected, anExpectation(at(10))),
    incoming(GoodsReceived, aReceipt({ expectationId: 'exp_1', ...at(11) })),
    incoming(GoodsExpected, anExpectation({ quantity: pieces('15'), ...at(12) })),
    incoming(TransferStarted, aTransfer()),
    incoming(TransferCompleted, aTransfer({ quantity: pieces('2') })),
  ];
  const looking = () =>
    service.query('SELECT location_id, on_hand, incoming, in_transit FROM stock_level WHERE (on_hand, incoming, in_transit) <> (0, 0, 0) ORDER BY 1'); // prettier-ignore
  await outOfOrder(service, facts, { withinKeys: true, looking });
  expect(await looking()).toEqual([
    { location_id: 'loc_main', on_hand: '2', incoming: '15', in_transit: '0' },
    { location_id: 'loc_shop', on_hand: '2', incoming: '0', in_transit: '1' },
  ]);
}, 300_000);
