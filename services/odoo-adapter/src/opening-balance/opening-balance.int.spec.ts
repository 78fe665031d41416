import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { decimalText, type Decimal } from '@penstock/domain';

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

const counted = async () =>
  (await adapter.said('CycleCountCompleted'))
    .map((event) => decimalText((event['counted'] as { amount: Decimal }).amount))
    .sort();

describe('what Odoo knows already', () => {
  it('is announced once: locations, products, and the stock of each product and place as an opening', async () => {
    await adapter.poll();
    await adapter.poll();
    expect((await adapter.said('LocationLinked')).map(({ usage }) => usage)).toContain('INTERNAL');
    expect((await adapter.said('ProductLinked')).map(({ sku }) => sku)).toContain('MUG-ENAMEL');
    expect(await counted()).toEqual(['120', '25', '45', '60', '80']);
    expect(await adapter.said('StockAdjusted')).toEqual([]);
  });

  it('is announced once by two replicas that look at the same time', async () => {
    await Promise.all([adapter.poll(), adapter.pollAsReplica()]);
    expect(await counted()).toEqual(['120', '25', '45', '60', '80']);
  });

  it('adds up with what moves while it is taken: opening and adjustments give what is on hand', async () => {
    odoo.setFault({ mode: 'slow', model: 'stock.quant', method: 'search_read', ms: 200, times: 1 });
    const opening = adapter.poll();
    const reading = () => odoo.requests({ model: 'stock.move.line' }).length > 0;
    await expect.poll(reading, { interval: 5 }).toBe(true); // the moves are read, the stock is not
    adapter.count('MUG-ENAMEL', 57);
    await opening;
    await adapter.poll();
    expect(await counted()).toEqual(['120', '25', '45', '57', '80']);
    expect(await adapter.adjustments()).toEqual([]);
  });
});
