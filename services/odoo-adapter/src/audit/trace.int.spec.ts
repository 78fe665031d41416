import { type AdminApi, openAdminApi } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { order, shipped, storiesOf } from './story.fixture.js';
import { traceSection } from './trace-section.js';

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

describe('the record of what was asked of Odoo', () => {
  it('cannot be changed', async () => {
    await shipped(adapter);
    for (const statement of [
      'DELETE FROM odoo_request',
      `UPDATE odoo_said SET order_id = 'x'`,
      'TRUNCATE odoo_request',
      'DELETE FROM odoo_stock_said',
    ])
      await expect(adapter.rows(statement)).rejects.toThrow('never changed or deleted');
  });
});

describe('the admin API of the adapter', () => {
  const token = 'operator-'.repeat(4);
  let api: AdminApi;

  beforeEach(async () => {
    const { deadLetters, units } = adapter.service;
    const access = { port: 0, host: '127.0.0.1', token, readToken: undefined };
    api = await openAdminApi(deadLetters, access, traceSection(units));
  });
  afterEach(() => api.close());

  const ask = (query: string, authorization = `Bearer ${token}`) =>
    fetch(`${api.url}/v1/trace${query}`, { headers: { authorization } });

  it('tells the story to whoever has the token', async () => {
    await shipped(adapter);
    const answer = await ask(`?id=${encodeURIComponent('#1001')}`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { stories: await storiesOf(adapter, order.orderId), stock: [], more: false },
    ]);
    expect((await ask('?id=1001', 'Bearer wrong')).status).toBe(401);
    expect((await ask('?id=nobody')).status).toBe(404);
    expect((await ask('')).status).toBe(400);
  });
});
