import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from './spec-support/client.js';
import { clientOf, post } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('faults of the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;

  beforeAll(async () => {
    odoo = await startOdooStandIn();
    call = clientOf(odoo);
  });
  afterEach(() => odoo.setFault({ mode: 'none' }));
  afterAll(() => odoo.stop());

  const create = (name: string) => call('res.partner', 'create', [[{ name }]]);
  const exists = (name: string) => call<number>('res.partner', 'search_count', [[['name', '=', name]]]);
  const body = (name: string) => ({ id: 1, params: { service: 'object', method: 'execute_kw', args: ['odoo', 2, 'admin', 'res.partner', 'create', [[{ name }]], {}] } }); // prettier-ignore

  it('strike only the calls they name, and only so many times', async () => {
    odoo.setFault({ mode: 'concurrency', model: 'res.partner', method: 'create', times: 1 });
    expect(await exists('nobody')).toBe(0);
    await expect(create('lost')).rejects.toMatchObject({ name: 'psycopg2.errors.SerializationFailure' });
    expect(await exists('lost')).toBe(0);
    await expect(create('kept')).resolves.toHaveLength(1);
  });

  it('strike only calls whose arguments mention a text', async () => {
    odoo.setFault({ mode: 'locked', model: 'res.partner', method: 'create', mentions: '"name":"struck"' });
    await expect(create('struck')).rejects.toMatchObject({ name: 'psycopg2.errors.LockNotAvailable' });
    await expect(create('spared')).resolves.toHaveLength(1);
  });

  it('cut the connection before anything happens when down', async () => {
    odoo.setFault({ mode: 'down' });
    await expect(post(odoo, body('down'))).rejects.toThrow();
    odoo.setFault({ mode: 'none' });
    expect(await exists('down')).toBe(0);
  });

  it('commit and lose the answer', async () => {
    odoo.setFault({ mode: 'commit-then-hang', ms: 0, times: 1 });
    await expect(post(odoo, body('committed'))).rejects.toThrow();
    expect(await exists('committed')).toBe(1);
    expect(odoo.requests({ method: 'create' }).at(-1)).toMatchObject({ committed: true, fault: 'commit-then-hang' });
  });

  it('commit and stay silent until the client gives up', async () => {
    odoo.setFault({ mode: 'commit-then-hang', times: 1 });
    await expect(post(odoo, body('silent'), { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/);
    expect(await exists('silent')).toBe(1);
  });

  it('tell a lost race of load in its messages', async () => {
    odoo.setFault({ mode: 'concurrency', method: 'load', times: 1 });
    const rows = [['penstock.c_1', 'Racer']];
    const answer = await call('res.partner', 'load', [['id', 'name'], rows]);
    expect(answer).toMatchObject({
      ids: false,
      messages: [{ message: expect.stringContaining('could not serialize') }],
    });
    expect(await exists('Racer')).toBe(0);
  });

  it('answer 429 with Retry-After, and a lock that is not to be had', async () => {
    odoo.setFault([{ mode: '429', times: 1 }, { mode: 'locked', times: 1 }]); // prettier-ignore
    const answer = await post(odoo, body('busy'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    await expect(create('locked')).rejects.toMatchObject({ name: 'psycopg2.errors.LockNotAvailable' });
  });

  it('are set over HTTP too, and nonsense is refused', async () => {
    const put = (fault: unknown) =>
      fetch(`${odoo.url}/_standin/faults`, { method: 'PUT', body: JSON.stringify(fault) });
    expect(await (await put({ mode: 'slow', ms: 1, model: 'res.partner' })).json()).toEqual([{ mode: 'slow', ms: 1, model: 'res.partner' }]); // prettier-ignore
    expect((await put({ mode: 'explode' })).status).toBe(400);
  });

  it('spare a person who works in the screens', async () => {
    odoo.setFault({ mode: 'down' });
    const action = { model: 'res.partner', method: 'create', args: [[{ name: 'By hand' }]] };
    const answer = await fetch(`${odoo.url}/_standin/actions`, { method: 'POST', body: JSON.stringify(action) });
    expect(await answer.json()).toEqual({ result: [expect.any(Number)] });
    const counts = (await (await fetch(`${odoo.url}/_standin/counts`)).json()) as { rows: Record<string, number> };
    expect(counts.rows['res.partner']).toBeGreaterThan(5);
  });
});
