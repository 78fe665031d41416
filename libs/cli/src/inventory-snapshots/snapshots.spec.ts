import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../command.js';
import { transfers } from '../inventory-transfers/transfers.js';
import { snapshots } from './snapshots.js';

let answers: Record<string, object>;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers[decodeURIComponent(request.url ?? '')];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { title: 'Not Found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void (answers = {}));
afterAll(() => server.close());

async function penstock(command: Command, ...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await command.run(argv, {
    env: { PENSTOCK_ADMIN_URLS: url, PENSTOCK_ADMIN_TOKEN: 'token' },
    user: 'ada',
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
  });
  return { status, out, err };
}

const row = { productId: 'prd_1', sku: 'A,"B"', locationId: 'loc_1', unit: 'unit', onHand: '5', takenAt: 'then' };
const empty = { quarantined: '0', reserved: '0', incoming: '0', inTransit: '0' };

describe('npx penstock inventory snapshots', () => {
  beforeEach(() => {
    answers['/v1/stock-snapshots?limit=1000'] = {
      items: [
        { day: '2026-11-21', rows: 1, finishedAt: null },
        { day: '2026-11-20', rows: 2, finishedAt: '2026-11-21T00:01:00Z' },
      ],
    };
  });

  it('lists the days', async () => {
    const { out } = await penstock(snapshots);
    expect(out.join('\n').split('\n')).toEqual([
      'day         rows    written down',
      '2026-11-21  1 row   under way',
      '2026-11-20  2 rows  2026-11-21T00:01:00Z',
    ]);
  });

  it('prints a day as CSV, page by page', async () => {
    answers['/v1/stock-snapshots/2026-11-20?limit=5000&after= '] = {
      items: [{ ...row, ...empty }],
      next: 'prd_1 loc_1',
    };
    answers['/v1/stock-snapshots/2026-11-20?limit=5000&after=prd_1 loc_1'] = {
      items: [{ ...row, ...empty, sku: null, locationId: '' }],
      next: null,
    };
    expect((await penstock(snapshots, '2026-11-20')).out).toEqual([
      'sku,productId,locationId,unit,onHand,quarantined,reserved,incoming,inTransit,takenAt',
      '"A,""B""",prd_1,loc_1,unit,5,0,0,0,0,then',
      ',prd_1,,unit,5,0,0,0,0,then',
    ]);
  });

  it.each(['2026-11-21', '2026-11-19'])('has nothing of a day that is not written down: %s', async (day) => {
    const { status, out, err } = await penstock(snapshots, day);
    expect({ status, out }).toEqual({ status: 1, out: [] });
    expect(err.join()).toContain(day);
  });

  it('takes nothing that is no day', async () => {
    await expect(penstock(snapshots, 'yesterday')).rejects.toThrow('2026-11-21');
  });
});

describe('npx penstock inventory transfers', () => {
  it('names what should be moved, over all pages', async () => {
    const proposal = {
      productId: 'prd_1',
      sku: 'TEE',
      fromLocation: 'WH/Stock',
      toLocation: 'ST/Stock',
      quantity: '3',
      unit: 'unit',
    };
    answers['/v1/transfer-proposals?after='] = { items: [proposal], next: 'prd_1' };
    answers['/v1/transfer-proposals?after=prd_1'] = {
      items: [{ ...proposal, sku: null, productId: 'prd_2' }],
      next: null,
    };
    expect((await penstock(transfers)).out.join('\n').split('\n')).toEqual([
      'SKU    quantity  from      to',
      'TEE    3 unit    WH/Stock  ST/Stock',
      'prd_2  3 unit    WH/Stock  ST/Stock',
    ]);
    answers['/v1/transfer-proposals?after='] = { items: [], next: null };
    expect((await penstock(transfers)).out).toEqual(['Every location has what was promised from it.']);
  });
});
