import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, newCustomer, onHand, productId } from './spec-support/client.js';
import { startOdooStandIn } from './stand-in.js';

describe('the data folder of the Odoo stand-in', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'odoo-durability-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('keeps records, numbers and the request log through a restart', async () => {
    const first = await startOdooStandIn({ dataDir, seed: 'demo' });
    const partner = await newCustomer(clientOf(first));
    const calls = first.requests().length;
    await first.stop();

    const second = await startOdooStandIn({ dataDir, seed: 'demo' });
    const call = clientOf(second);
    expect(await call('res.partner', 'read', [[partner], ['ref']])).toEqual([{ id: partner, ref: 'C-1001' }]);
    expect(await onHand(call, await productId(call, 'TOTE-CANVAS'))).toBe(45);
    expect(await newCustomer(call)).toBe(partner + 1);
    expect(second.requests().length).toBeGreaterThan(calls);
    await second.stop();
  });

  it('holds every transaction that was answered, and none that was torn by a kill', async () => {
    const first = await startOdooStandIn({ dataDir });
    const partner = await newCustomer(clientOf(first));
    await first.stop();
    appendFileSync(join(dataDir, 'journal.jsonl'), '{"rows":{"res.partner":{"99":{"id":99,"na');
    appendFileSync(join(dataDir, 'requests.jsonl'), '{"time":"2026');

    const second = await startOdooStandIn({ dataDir });
    const call = clientOf(second);
    expect(await call('res.partner', 'search', [[['id', 'in', [partner, 99]]]])).toEqual([partner]);
    const after = await newCustomer(call);
    await second.stop();

    const third = await startOdooStandIn({ dataDir });
    expect(await clientOf(third)('res.partner', 'search_count', [[['id', '=', after]]])).toBe(1);
    expect(third.requests({ method: 'create' })).toHaveLength(2);
    await third.stop();
  });

  it('of a demo shop from before there were journals gets them and its taxes, once', async () => {
    const first = await startOdooStandIn({ dataDir, seed: 'demo' });
    const demo: [model: string, domain: unknown[]][] = [
      ['account.journal', []],
      ['account.tax', [['amount', '=', 19]]],
      ['ir.model.data', [['model', '=', 'account.tax']]],
    ];
    for (const [model, domain] of demo) {
      const ids = first.perform({ model, method: 'search', args: [domain] });
      first.perform({ model, method: 'unlink', args: [ids] });
    }
    await first.stop();

    for (let start = 1; start <= 2; start += 1) {
      const again = await startOdooStandIn({ dataDir, seed: 'demo' });
      const call = clientOf(again);
      expect(await call('account.journal', 'search_count', [[['code', '=', 'BNK1']]])).toBe(2);
      expect(await call('account.tax', 'search_count', [[['amount', '=', 19]]])).toBe(2);
      await again.stop();
    }
  });

  it('is not used when none is named', async () => {
    const odoo = await startOdooStandIn();
    await odoo.stop();
    await expect(fetch(odoo.url)).rejects.toThrow();
  });

  it('stays with the version that began it', async () => {
    await (await startOdooStandIn({ dataDir, version: 19 })).stop();
    await expect(startOdooStandIn({ dataDir, version: 18 })).rejects.toThrow('another version than Odoo 18');
    await (await startOdooStandIn({ dataDir, version: 19 })).stop();
  });
});
