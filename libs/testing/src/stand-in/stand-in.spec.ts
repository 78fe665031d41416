import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandInServer, Journal, createStandInServer } from './index.js';

let dataDir: string;
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'stand-in-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("a stand-in's state", () => {
  it('is there again after a restart, latest value first put first', () => {
    const journal = new Journal(dataDir);
    journal.put({ collection: 'level', key: 'a', value: 1 }, { collection: 'level', key: 'b', value: 2 });
    journal.put({ collection: 'level', key: 'a', value: 3 });
    expect(new Journal(dataDir).all('level')).toEqual([3, 2]);
  });

  it('forgets a change that a kill cut in the middle, and goes on after it', () => {
    new Journal(dataDir).put({ collection: 'level', key: 'ä', value: 1 });
    appendFileSync(join(dataDir, 'state.jsonl'), '[{"collection":"level","key":"b","val');
    const journal = new Journal(dataDir);
    journal.put({ collection: 'level', key: 'c', value: 3 });
    expect(new Journal(dataDir).all('level')).toEqual([1, 3]);
  });

  it('never gives a number twice', () => {
    const first = new Journal(dataDir);
    expect([first.next('order', 1001), first.next('order', 1001)]).toEqual([1001, 1002]);
    expect(new Journal(dataDir).next('order', 1001)).toBe(1003);
  });
});

describe("a stand-in's server", () => {
  let server: StandInServer;
  let url: string;
  let made: number;
  beforeEach(async () => {
    made = 0;
    server = createStandInServer({ dataDir });
    server.app.post('/things', async () => {
      made += 1;
      return { made: true };
    });
    url = await server.listen();
  });
  afterEach(() => server.close());

  const post = (body = '{"a": 1}') =>
    fetch(`${url}/things`, {
      method: 'POST',
      body,
      headers: { authorization: 'secret', traceparent: '00-1' },
      signal: AbortSignal.timeout(2000),
    });
  const fault = (body: object) => fetch(`${url}/_standin/faults`, { method: 'PUT', body: JSON.stringify(body) });

  it('logs what it received byte for byte, with its answer and without credentials', async () => {
    await post();
    const [request] = (await (await fetch(`${url}/_standin/requests`)).json()) as Array<Record<string, unknown>>;
    expect(request).toMatchObject({
      seq: 1,
      method: 'POST',
      url: '/things',
      body: '{"a": 1}',
      status: 200,
      answer: '{"made":true}',
    });
    expect(request!['headers']).toMatchObject({ traceparent: '00-1' });
    expect(JSON.stringify(request)).not.toContain('secret');
  });

  it('fails as told, so many times, and is well again', async () => {
    await fault({ mode: '500', times: 2 });
    expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([500, 500, 200]);
    await fault({ mode: '429', times: 1 });
    const throttled = await post();
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await fault({ mode: 'explode' })).status).toBe(400);
  });

  it('cuts the connection when it is down, and logs that it answered nothing', async () => {
    await fault({ mode: 'down', times: 1 });
    await expect(post()).rejects.toThrow();
    expect(server.requests.read()).toMatchObject([{ status: null, answer: null }]);
    expect((await post()).status).toBe(200);
  });

  it('hangs without doing anything, and logs that it answered nothing', async () => {
    await fault({ mode: 'hang', times: 1, ms: 20 });
    await expect(post()).rejects.toThrow();
    expect(made).toBe(0);
    expect(server.requests.read()).toMatchObject([{ status: null, answer: null }]);
    expect((await post()).status).toBe(200);
  });

  it('does what was asked and withholds the answer', async () => {
    await fault({ mode: 'commit-then-hang', times: 1, ms: 20 });
    await expect(post()).rejects.toThrow();
    expect(made).toBe(1);
    expect(server.requests.read()).toMatchObject([{ status: null, answer: null }]);
  });
});
