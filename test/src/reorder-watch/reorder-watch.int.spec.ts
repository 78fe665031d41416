import { ExceptionRaised, ProductLinked, StockAdjusted } from '@penstock/contracts';
import {
  crashBetweenSteps,
  deliveredTwice,
  incoming,
  isInTheOutbox,
  outOfOrder,
  type ServiceUnderTest,
  serviceUnderTest,
} from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { aMovement, aProduct } from './events.fixture.js';
import { reorderWatch } from './service.js';
import { WatchedProductsTable1795000000000 } from './watched-products-table.js';

const product = incoming(ProductLinked, aProduct());
const receipt = incoming(StockAdjusted, aMovement('6'));
const sale = incoming(StockAdjusted, aMovement('-2'));

let watch: ServiceUnderTest;
beforeAll(async () => {
  watch = await serviceUnderTest({
    url: await freshDatabase(),
    service: reorderWatch.name,
    handlers: reorderWatch.handlers,
    migrations: [WatchedProductsTable1795000000000],
  });
});
beforeEach(() => watch.empty());
afterAll(() => watch.close());

describe('the reorder watch', () => {
  it('links a product once, however often it is told', () => deliveredTwice(watch, product));

  it('counts a movement once, however often it is told', async () => {
    await watch.hears(product, receipt);
    await deliveredTwice(watch, sale);
    await isInTheOutbox(watch, ExceptionRaised, { subject: 'prd_tee', facts: { onHand: '4', reorderPoint: '5' } });
  });

  it('loses and doubles nothing, wherever its process dies', async () => {
    await watch.hears(product, receipt);
    await crashBetweenSteps(watch, sale);
  });

  it('does not care whether the product or its movements come first', () =>
    outOfOrder(watch, [product, receipt, sale]));
});
