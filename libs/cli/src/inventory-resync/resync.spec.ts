import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../ending.js';
import { resync } from './resync.js';

const progress = { state: 'running', total: 10, told: 0, refused: 0, endedAt: null, expectedEnd: null };

/** An admin API that answers as told, one answer after the other. */
let answers: { status: number; body: object }[];
let asked: string[];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`.trim());
      const { status, body: answer } = answers.shift() ?? { status: 404, body: { title: 'Not Found' } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void ([answers, asked] = [[], []]));
afterAll(() => server.close());

async function penstock(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await resync.run(argv, {
    env: { PENSTOCK_ADMIN_URLS: url, PENSTOCK_ADMIN_TOKEN: 'token' },
    user: 'ada',
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
  });
  return { status, out, err };
}

describe('npx penstock inventory resync', () => {
  it('begins one, watches it, and ends with it', async () => {
    answers = [
      { status: 202, body: progress },
      { status: 200, body: { ...progress, state: 'done', told: 10 } },
    ];
    const { status, out } = await penstock('shopify:demo-shop', '--watch', '--reason', 'restored');
    expect(asked).toEqual([
      'POST /v1/channels/shopify%3Ademo-shop/resync {"actor":"ada","reason":"restored"}',
      'GET /v1/channels/shopify%3Ademo-shop/resync',
    ]);
    expect(out).toEqual([expect.stringContaining('  0%'), expect.stringContaining('100%')]);
    expect(status).toBe(0);
  });

  it('asks the next admin API where one knows no channels, and says what the last one knows', async () => {
    const known = { status: 404, body: { title: 'Not Found', detail: 'The channels file has no x:y; it has a:b.' } };
    answers = [{ status: 404, body: { title: 'Not Found' } }, known];
    const { status, err } = await penstock('x:y', '--status', '--url', url, '--url', url);
    expect(err[0]).toContain('it has a:b');
    expect(status).toBe(1);
  });

  it('cancels, and refuses what makes no sense', async () => {
    answers = [{ status: 200, body: { ...progress, state: 'cancelled' } }];
    expect((await penstock('shopify:demo-shop', '--cancel')).status).toBe(0);
    expect(asked).toEqual(['POST /v1/channels/shopify%3Ademo-shop/resync/cancel']);
    await expect(penstock('demo-shop')).rejects.toThrow(UsageError);
    await expect(penstock('shopify:demo-shop')).rejects.toThrow('say why by --reason');
  });
});
