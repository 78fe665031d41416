import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run.js';
import { aCount, aStory } from './story.fixture.js';

const token = 'operator-'.repeat(4);
const servers: Server[] = [];
let adapter: string;
let ingest: string;

/** An admin API that knows these answers by id, and no other route than the trace. */
async function adminApi(stories: Record<string, unknown>): Promise<string> {
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://here');
    const found = pathname === '/v1/trace' ? stories[searchParams.get('id') ?? ''] : undefined;
    const status = headers.authorization !== `Bearer ${token}` ? 401 : found ? 200 : 404;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? found : { title: 'no', status }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function penstock(argv: string[], env: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const status = await run(['trace', ...argv], {
    env: { PENSTOCK_ADMIN_URLS: `${ingest},${adapter}`, PENSTOCK_ADMIN_TOKEN: token, ...env },
    user: 'ada',
    print: (text) => (out += `${text}\n`),
    complain: (text) => (err += `${text}\n`),
  });
  return { status, out, err };
}

beforeAll(async () => {
  adapter = await adminApi({
    '#1001': { stories: [aStory], stock: [], more: false },
    cus_1: { stories: [aStory], stock: [], more: true },
    'stock.move,40': { stories: [], stock: [aCount], more: false },
  });
  ingest = await adminApi({});
});
afterAll(() => servers.forEach((server) => server.close()));

describe('npx penstock trace', () => {
  it('prints the story, whichever of the services has it', async () => {
    const { status, out, err } = await penstock(['#1001']);
    expect(out).toMatch(/^Order #1001: confirmed\n/);
    expect([status, err]).toEqual([0, '']);
    expect((await penstock(['cus_1'])).out).toContain('There are older ones; the newest are shown.');
  });

  it('speaks JSON to programs', async () => {
    expect(JSON.parse((await penstock(['#1001', '--json'])).out)).toEqual({
      stories: [aStory],
      stock: [],
      more: false,
    });
  });

  it('prints what changed stock and was no order', async () => {
    const { status, out } = await penstock(['stock.move,40']);
    expect([status, out]).toEqual([0, expect.stringMatching(/^Count Inventory 2026-11: applied\n/)]);
  });

  it('says that nothing of that name is known', async () => {
    const { status, out, err } = await penstock(['S99']);
    expect([status, out, err]).toEqual([1, '', 'penstock: nothing named "S99" is known\n']);
  });

  it('does not say so while a service that may know it is away, or does not let us in', async () => {
    const away = await penstock(['S99'], { PENSTOCK_ADMIN_URLS: `${adapter},http://127.0.0.1:9` });
    expect([away.status, away.err]).toEqual([3, expect.stringContaining('http://127.0.0.1:9 cannot be reached')]);
    expect((await penstock(['#1001'], { PENSTOCK_ADMIN_TOKEN: 'wrong' })).status).toBe(3);
  });

  it.each([[['one', 'two']], [['--json']], [['--no-such', 'x']]])('does not understand %j', async (argv) => {
    expect((await penstock(argv)).status).toBe(2);
  });
});
