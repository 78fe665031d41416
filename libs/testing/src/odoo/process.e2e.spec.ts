import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/odoo/main.js', import.meta.url));

let dataDir: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'odoo-process-'));
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

/** The process and the URL it says it listens on. */
async function start(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--data', dataDir, '--seed', 'demo']);
  started.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: (JSON.parse(line.toString()) as { url: string }).url };
}

async function call(url: string, model: string, method: string, args: unknown[]): Promise<unknown> {
  const params = { service: 'object', method: 'execute_kw', args: ['odoo', 2, 'admin', model, method, args, {}] };
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params });
  const response = await fetch(`${url}/jsonrpc`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }); // prettier-ignore
  return ((await response.json()) as { result: unknown }).result;
}

it('an Odoo stand-in killed while it writes still holds every order it answered for', async () => {
  const first = await start();
  const answered: number[] = [];
  const work = async (worker: number): Promise<void> => {
    for (let number = 0; ; number += 1) {
      const row = [`penstock.o_${worker}_${number}`, '3'];
      const answer = await call(first.url, 'sale.order', 'load', [['id', 'partner_id/.id'], [row]]);
      answered.push(...(answer as { ids: number[] }).ids);
    }
  };
  const workers = Promise.allSettled([0, 1, 2, 3].map(work));
  await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(50);
  first.child.kill('SIGKILL');
  await workers;

  const { url } = await start();
  expect(await call(url, 'sale.order', 'search_count', [[['id', 'in', answered]]])).toBe(answered.length);
});

it.each([
  ['killed', 0],
  ['commit-then-killed', 1],
])('an Odoo stand-in told to be %s dies of that call, and then has %d orders of it', async (mode, orders) => {
  const first = await start();
  const fault = { mode, model: 'sale.order', method: 'load' };
  await fetch(`${first.url}/_standin/faults`, { method: 'PUT', body: JSON.stringify(fault) });
  const row = [['penstock.o_1', '3']];
  await expect(call(first.url, 'sale.order', 'load', [['id', 'partner_id/.id'], row])).rejects.toThrow();
  if (first.child.signalCode === null) await once(first.child, 'exit');
  expect(first.child.signalCode).toBe('SIGKILL');

  const { url } = await start();
  expect(await call(url, 'sale.order', 'search_count', [[]])).toBe(orders);
});

it('an Odoo stand-in that was frozen in a call goes on with it when it is woken', async () => {
  const { child, url } = await start();
  const fault = { mode: 'frozen', model: 'sale.order', method: 'load', times: 1 };
  await fetch(`${url}/_standin/faults`, { method: 'PUT', body: JSON.stringify(fault) });
  const answer = call(url, 'sale.order', 'load', [['id', 'partner_id/.id'], [['penstock.o_1', '3']]]);
  const isFrozen = (): boolean =>
    readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.startsWith('T') ?? false;
  await expect.poll(isFrozen).toBe(true);
  child.kill('SIGCONT');
  expect(await answer).toMatchObject({ ids: [expect.any(Number)] });
});
