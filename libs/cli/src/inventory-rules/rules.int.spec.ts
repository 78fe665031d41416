import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UsageError, Unreachable } from '../ending.js';
import { rules } from './rules.js';

const token = 'operator-'.repeat(4);
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
const file = join(folder, 'rules.yaml');
const servers: Server[] = [];
let url: string;
let ingest: string;

const document = 'defaults: { cap: 3 }\n';
const inForce = { version: 2, actor: 'ada', reason: 'autumn', setAt: '2026-11-21T22:40:00Z', restores: null, document };
const listing = { destination: 'shopify:demo-shop', ref: '82', sku: 'TEE' };
const figures = { destination: 'shopify:demo-shop', listings: 100, more: 0, fewer: 10, soldOut: 1 };

/** What the service answers, by method and path; a list is used up from its beginning, its last answer stays. */
let answers: Record<string, { status?: number; body: object }[]>;
let asked: { route: string; body: Record<string, unknown> | undefined }[];

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
}

async function adminApi(routes: () => typeof answers): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const route = `${request.method} ${(request.url ?? '').replace('/v1/availability-rules', '')}`;
      const body = await bodyOf(request);
      const known = routes()[route] ?? [];
      if (known.length > 0) asked.push({ route, body });
      const answer = known.length > 1 ? known.shift() : known[0];
      const { status = 200, body: found } = answer ?? { status: 404, body: { title: 'Not Found', status: 404 } };
      response.writeHead(request.headers.authorization === `Bearer ${token}` ? status : 401, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(found));
    })();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function penstock(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await rules.run(argv, {
    env: { PENSTOCK_ADMIN_URLS: `${ingest},${url}`, PENSTOCK_ADMIN_TOKEN: token },
    user: 'bob',
    print: (text) => (out += `${text}\n`),
    complain: (text) => (err += `${text}\n`),
  });
  return { status, out, err };
}

beforeAll(async () => {
  writeFileSync(file, document);
  ingest = await adminApi(() => ({}));
  url = await adminApi(() => answers);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const server of servers) server.close();
});
beforeEach(() => {
  asked = [];
  answers = { 'GET ': [{ body: { inForce, progress: { listings: 100, outstanding: 0 } } }] };
});
const sent = (route: string) => asked.filter((one) => one.route === route).map(({ body }) => body);

describe('npx penstock inventory rules show', () => {
  it('prints the rules in force as a file that can be applied again', async () => {
    expect(await penstock('show')).toEqual({
      status: 0,
      out: `# version 2, set 2026-11-21T22:40:00Z by ada: autumn\n# all 100 listings follow these rules\ndefaults: { cap: 3 }\n`,
      err: '',
    });
    answers['GET /history/1'] = [{ body: { ...inForce, version: 1, restores: 7 } }];
    expect((await penstock('show', '--version', '1')).out).toContain('# as version 7 had them\ndefaults');
    answers['GET '] = [{ body: { inForce: null, progress: { listings: 0, outstanding: 0 } } }];
    expect((await penstock('show')).out).toContain('# no rules were set');
  });
});

describe('npx penstock inventory rules apply', () => {
  it('sets the rules of a file, and shows how the listings follow', async () => {
    answers['PUT '] = [
      { body: { version: 3, changed: true, warnings: [{ pointer: '/skus/NEW', detail: 'no product' }] } },
    ];
    const progress = (outstanding: number) => ({
      body: { inForce: { ...inForce, version: 3 }, progress: { listings: 100, outstanding } },
    });
    answers['GET '] = [progress(100), progress(100), progress(40), progress(0)];
    const { status, out, err } = await penstock('apply', file, '--reason', 'winter', '--if-version', '2');
    expect(sent('PUT ')).toEqual([{ document, actor: 'bob', reason: 'winter', ifVersion: 2 }]);
    expect(out.trim().split('\n')).toEqual([
      'Version 3 is in force.',
      '[..............................]   0%  0 of 100 listings',
      '[##################............]  60%  60 of 100 listings',
      '[##############################] 100%  100 of 100 listings',
    ]);
    expect([status, err]).toEqual([0, 'worth a look: /skus/NEW no product\n']);
  });

  it('does not wait where another version has taken the place of its own', async () => {
    answers['PUT '] = [{ body: { version: 1, changed: true, warnings: [] } }];
    answers['GET '] = [{ body: { inForce, progress: { listings: 100, outstanding: 90 } } }];
    expect((await penstock('apply', file, '--reason', 'winter')).out).toContain(
      'Version 2 has taken its place meanwhile.',
    );
  });

  it('previews part by part, and changes nothing', async () => {
    const warnings = [{ pointer: '/channels', detail: 'shares sum to 1.2' }];
    answers['POST /preview'] = [
      { body: { channels: [figures], largest: [{ ...listing, from: 9, to: 3 }], warnings, next: 'prd_5' } },
      { body: { channels: [figures], largest: [{ ...listing, ref: '83', from: null, to: 30 }], warnings, next: null } },
    ];
    const { status, out } = await penstock('apply', file, '--preview');
    expect(sent('POST /preview')).toEqual([
      { document, after: '' },
      { document, after: 'prd_5' },
    ]);
    expect(sent('PUT ')).toEqual([]);
    expect([status, out]).toEqual([
      0,
      `CHANNEL            LISTINGS  MORE  FEWER  OF THEM SOLD OUT
shopify:demo-shop  200       0     20     2

The largest of 20 changes
SKU  CHANNEL            LISTING  NOW  THEN
TEE  shopify:demo-shop  83       -    30
TEE  shopify:demo-shop  82       9    3

worth a look: /channels shares sum to 1.2

Nothing was changed; version 2 is in force: --if-version 2
`,
    ]);
  });

  it('prints everything that is wrong with a file, and ends with 1', async () => {
    const errors = [
      { pointer: '/a', detail: 'x' },
      { pointer: '/b', detail: 'y' },
    ];
    answers['PUT '] = [{ status: 422, body: { title: 'The rules are not usable', status: 422, errors } }];
    expect(await penstock('apply', file, '--reason', 'winter')).toEqual({
      status: 1,
      out: '',
      err: 'penstock: The rules are not usable\n  /a x\n  /b y\n',
    });
  });
});

describe('npx penstock inventory rules history and rollback', () => {
  it('lists who set what, and brings an earlier version back', async () => {
    answers['GET /history?limit=2'] = [
      {
        body: {
          items: [
            { ...inForce, restores: 1 },
            { ...inForce, version: 1 },
          ],
          next: 1,
        },
      },
    ];
    expect((await penstock('history', '--limit', '2')).out).toMatch(/^2 +2026-\S+ +ada +1 +autumn$/m);
    answers['POST /rollback'] = [{ body: { version: 3, changed: true, warnings: [] } }];
    const { out } = await penstock('rollback', '1', '--reason', 'sale over', '--no-wait');
    expect([sent('POST /rollback'), out]).toEqual([
      [{ version: 1, actor: 'bob', reason: 'sale over' }],
      'Version 3 is in force.\n',
    ]);
  });
});

describe('npx penstock inventory rules', () => {
  it.each([
    [['set'], 'is no command; there are rules show, apply, history, rollback'],
    [['apply', '--reason', 'x'], 'rules apply takes one file'],
    [['apply', file], 'rules apply needs a --reason'],
    [['apply', '/no/such.yaml', '--reason', 'x'], '/no/such.yaml cannot be read'],
    [['rollback', 'one', '--reason', 'x'], 'a version must be a whole number, not "one"'],
    [['show', 'all'], 'rules show takes nothing but options'],
  ])('does not take %j', async (argv, message) => {
    await expect(penstock(...argv)).rejects.toThrow(UsageError);
    await expect(penstock(...argv)).rejects.toThrow(message);
  });

  it('says where no address is that of the service', async () => {
    answers = {};
    await expect(penstock('show')).rejects.toThrow(Unreachable);
    await expect(penstock('show')).rejects.toThrow('no address is that of inventory-propagator');
  });
});
