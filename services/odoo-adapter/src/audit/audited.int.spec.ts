import { type OdooClient, OdooAmbiguous } from '@penstock/connector-odoo';
import { type BulkTask, defineBulkTask, defineTask, type Task, Transient } from '@penstock/messaging';
import { aMeta, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../migrations/index.js';
import { SERVICE_NAME } from '../service.js';
import { auditedLoop } from './audited.js';
import { noting } from './noting-client.js';

let service: ServiceUnderTest;
let calls: string[] = [];
let trouble: Error[] = [];
let settled: string[] = [];

/** An Odoo that has written each name once it was asked to, whatever it answers. */
const odoo = noting({
  call: (_model: string, method: string, args: { vals_list?: { name: string }[] }) => {
    calls.push(method);
    const error = method === 'create' ? trouble.shift() : undefined;
    return error ? Promise.reject(error) : Promise.resolve((args.vals_list ?? []).map((_, index) => 7 + index));
  },
} as unknown as OdooClient);

const write = (names: readonly string[]) =>
  odoo.call('res.partner', 'create', { vals_list: names.map((name) => ({ name })) });

const NAME = 'spec.write';
const alone: Task<{ name: string }, string> = defineTask({
  name: NAME,
  concurrency: 1,
  async perform({ name }) {
    await odoo.call('res.partner', 'search', { domain: [] });
    await write([name]);
    return name;
  },
  settle: (_unit, _payload, name) => void settled.push(name),
  failed: () => undefined,
});
const together: BulkTask<{ name: string }, string> = defineBulkTask({
  ...alone,
  concurrency: () => 1,
  most: () => 10,
  async perform(items) {
    await write(items.map(({ payload }) => payload.name));
    return new Map(items.map(({ payload, attempt }) => [attempt.naturalKey, payload.name]));
  },
});

const want = (...names: string[]) =>
  service.units.run({ ...aMeta(), mode: 'live' }, async (unit) => {
    for (const name of names) unit.once({ task: NAME, naturalKey: name, document: name, payload: { name } });
  });
async function work(task: Task<{ name: string }, string> | BulkTask<{ name: string }, string>): Promise<void> {
  await service.query(`UPDATE task SET next_attempt_at = 'epoch', leased_until = 'epoch'`);
  const loop = auditedLoop<{ name: string }, string>(service.units, task);
  while (await loop.turn(new AbortController().signal)) await loop.stop();
}
const kept = () =>
  service.query(
    'SELECT natural_keys AS keys, method, outcome, record_ids::int[] AS ids FROM odoo_request WHERE id > $1 ORDER BY id',
    [begun],
  );
let begun = 0;

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: SERVICE_NAME, handlers: [], migrations });
});
beforeEach(async () => {
  await service.empty();
  const [last] = await service.query<{ id: number }>('SELECT coalesce(max(id), 0)::int AS id FROM odoo_request');
  begun = last?.id ?? 0;
  [calls, trouble, settled] = [[], [], []];
});
afterAll(() => service?.close());

describe('what is asked of Odoo', () => {
  it('is kept with its answer; what only reads is not', async () => {
    await want('a');
    await work(alone);
    expect(calls).toEqual(['search', 'create']);
    expect(await kept()).toEqual([{ keys: ['a'], method: 'create', outcome: 'ok', ids: [7] }]);
  });

  it('for many at once is kept once, with all it was for', async () => {
    await want('a', 'b');
    await work(together);
    expect(await kept()).toEqual([{ keys: ['a', 'b'], method: 'create', outcome: 'ok', ids: [7, 8] }]);
  });

  it('is kept of the attempt that failed as well', async () => {
    trouble = [new OdooAmbiguous('cut off', { call: 'res.partner.create', odooName: null }), new Transient('X', 'x')];
    await want('a');
    for (let attempt = 0; attempt < 3; attempt += 1) await work(alone);
    const [lost, refused, done] = ['ODOO_ANSWER_LOST', 'X', 'ok'].map((outcome) => ({ keys: ['a'], outcome }));
    expect(await kept()).toMatchObject([lost, refused, done] as object[]);
    expect(settled).toEqual(['a']);
  });

  it('is tried again where it could not be kept: nothing is done that nobody can tell of', async () => {
    await want('a');
    await service.query('ALTER TABLE odoo_request RENAME TO odoo_request_away');
    await work(alone);
    expect(settled).toEqual([]);
    await service.query('ALTER TABLE odoo_request_away RENAME TO odoo_request');
    await work(alone);
    expect(settled).toEqual(['a']);
    expect(await kept()).toHaveLength(1);
  });
});
