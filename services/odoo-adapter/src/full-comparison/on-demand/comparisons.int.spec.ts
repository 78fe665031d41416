import { decimalText, type Decimal } from '@penstock/domain';
import { type AdminApi, openAdminApi } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../../adapter-under-test.fixture.js';
import { productIdOf } from '../../odoo-system.js';
import { comparisonSection } from './comparison-section.js';

const token = 'operator-'.repeat(4);

describe.each([18, 19] as const)('a comparison with Odoo %i that is asked for', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let api: AdminApi;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    const access = { port: 0, host: '127.0.0.1', token, readToken: 'reader-'.repeat(5) };
    api = await openAdminApi(adapter.service.deadLetters, access, comparisonSection(adapter.service.units));
    await adapter.poll();
  });
  afterEach(async () => {
    await api.close();
    await adapter.close();
    await odoo.stop();
  });

  async function ask(method: 'GET' | 'POST', body?: object) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const given = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${api.url}/v1/full-comparison`, given);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const levels = async () =>
    (await adapter.said('StockLevelReported')).map((event) => ({
      ...event,
      amount: decimalText((event['onHand'] as { amount: Decimal }).amount),
    })) as unknown as { amount: string; productId: string; comparisonId: string }[];
  const ofMugs = async () => {
    const mug = productIdOf(SYSTEM, adapter.productId('MUG-ENAMEL'));
    return (await levels()).filter(({ productId }) => productId === mug).map(({ amount }) => amount);
  };

  it('is begun by whichever process looks next, and reports every level once, under one id', async () => {
    expect(await ask('POST', {})).toMatchObject({ status: 400, body: { errors: [{ pointer: '/actor' }] } });
    expect(await ask('GET')).toMatchObject({ status: 200, body: { askedAt: null, comparedAt: null, done: true } });
    expect(await ask('POST', { actor: 'ada' })).toMatchObject({ status: 202, body: { done: false } });
    await adapter.compareIfDue();
    expect(await ask('GET')).toMatchObject({ status: 200, body: { done: true } });
    const reported = await levels();
    expect(reported.map(({ amount }) => amount).sort()).toEqual(['120', '25', '45', '60', '80']);
    expect(new Set(reported.map(({ comparisonId }) => comparisonId)).size).toBe(1);
    await adapter.compareIfDue();
    expect(await levels()).toHaveLength(reported.length);
  });

  it('reports no level with something in it that was not said yet', async () => {
    adapter.count('MUG-ENAMEL', 57);
    await adapter.compare();
    expect(await ofMugs()).toEqual([]);
    await adapter.poll();
    await adapter.compare();
    expect(await ofMugs()).toEqual(['57']);
    expect(await adapter.adjustments()).toEqual([['-3', 'COUNT']]);
  });
});
