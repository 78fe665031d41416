import { StockCounted } from '@penstock/contracts';
import { canonicalId, decimal, instantOfMillis } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, STOCK, SYSTEM } from '../adapter-under-test.fixture.js';
import { locationIdOf, productIdOf } from '../odoo-system.js';
import { order, shipped, stockOf, storiesOf } from './story.fixture.js';

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
  await adapter.poll();
});
afterEach(async () => {
  await adapter.close();
  await odoo.stop();
});

const countId = canonicalId('cnt', 'main', 'store', '1');
const reference = 'Inventory 2026-11';

/** The store counts mugs, of which Odoo has 60. @returns the event's id */
async function counted(amount: string, unit = 'unit'): Promise<string> {
  const meta = aMeta();
  const place = {
    productId: productIdOf(SYSTEM, adapter.productId('MUG-ENAMEL')),
    locationId: locationIdOf(SYSTEM, STOCK),
  };
  const event = { meta, countId, ...place, counted: { amount: decimal(amount), unit }, countedAt: instantOfMillis(Date.now()), reference }; // prettier-ignore
  await adapter.service.hears(incoming(StockCounted, event));
  await adapter.finish();
  await adapter.poll();
  return meta.eventId;
}

const lastMove = () => Number(adapter.inOdoo('stock.move', [['is_inventory', '=', true]]).at(-1)?.['id']);

describe('the story of a count', () => {
  it('tells what was counted, what was asked, the move it made and what was said, by every name in it', async () => {
    const eventId = await counted('57');
    const [story] = await stockOf(adapter, countId);
    expect(story).toMatchObject({
      count: { countId, reference, state: 'applied', refusal: null, counted: '57', unit: 'unit' },
      ...{ record: `stock.move,${lastMove()}`, sku: 'MUG-ENAMEL' },
      moves: [{ move: `stock.move,${lastMove()}`, quantity: '3', toLocation: null }],
      tasks: [{ name: 'odoo-adapter.apply-count', state: 'done', eventId }],
      events: [{ eventType: 'StockAdjusted' }],
    });
    expect(story?.requests.map(({ method }) => method)).toContain('action_apply_inventory');
    const names = [reference, eventId, story?.record, story?.moves[0]?.record, story?.events[0]?.eventId];
    for (const name of names) expect([name, await stockOf(adapter, name ?? '')]).toEqual([name, [story]]);
  });

  it('that was refused tells why, by its event and by the exception', async () => {
    const eventId = await counted('57', 'kg');
    const [story] = await stockOf(adapter, eventId);
    expect(story).toMatchObject({
      count: { countId, state: 'refused' },
      ...{ record: null, moves: [], tasks: [], exceptions: [{ kind: 'COUNT_CONFLICT' }] },
    });
    expect(await stockOf(adapter, story?.events[0]?.eventId ?? '')).toEqual([story]);
  });
});

describe('the story of stock that people changed in Odoo', () => {
  it('is its move, and what was said of it', async () => {
    adapter.count('TEE-BLACK-M', 3);
    await adapter.poll();
    const [story] = await stockOf(adapter, `stock.move,${lastMove()}`);
    expect(story).toMatchObject({
      ...{ count: null, record: `stock.move,${lastMove()}`, sku: 'TEE-BLACK-M', tasks: [], requests: [] },
      events: [{ eventType: 'StockAdjusted', record: story?.moves[0]?.record }],
    });
    for (const name of [story?.moves[0]?.record, story?.events[0]?.eventId])
      expect([name, await stockOf(adapter, name ?? '')]).toEqual([name, [story]]);
    expect(await storiesOf(adapter, `stock.move,${lastMove()}`)).toEqual([]);
  });

  it('is known of what was there before us, too', async () => {
    const [opening] = await adapter.rows('SELECT move_line_id FROM odoo_seen ORDER BY move_line_id LIMIT 1');
    expect(await stockOf(adapter, `stock.move.line,${String(opening?.['move_line_id'])}`)).toMatchObject([
      { count: null, moves: [{ move: expect.stringMatching(/^stock\.move,\d+$/) as string }] },
    ]);
  });
});

describe('what the version before this one took over', () => {
  it('is found by its move once everything was compared with Odoo, and nothing is announced again', async () => {
    await shipped(adapter);
    const [whole] = await storiesOf(adapter, order.orderId);
    const move = whole?.moves[0]?.move ?? '';
    await adapter.rows('UPDATE odoo_seen SET move_id = NULL, order_id = NULL, picking_id = NULL');
    await adapter.rows(`UPDATE odoo_delivery SET move_ids = '[]'`);
    await adapter.forget();
    expect(await storiesOf(adapter, move)).toEqual([]);
    await adapter.compare();
    expect(await storiesOf(adapter, move)).toEqual([whole]);
    expect(await adapter.rows('SELECT FROM odoo_seen WHERE move_id IS NULL')).toEqual([]);
    expect(await adapter.said()).toEqual([]);
  });
});
