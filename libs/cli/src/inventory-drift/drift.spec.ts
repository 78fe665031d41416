import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AnsweringApi, answeringApi } from '../admin/answering-api.fixture.js';
import { run } from '../run.js';

const figures = { listings: 1000, compared: 0, alike: 0, inFlight: 0, drifted: 0, repaired: 0, trouble: null };
const begun = {
  ...{ runId: 'run', destination: 'shopify:demo-shop', state: 'reading', askedBy: 'ada', reason: 'by hand' },
  ...{ begunAt: '2026-11-21T22:00:00Z', endedAt: null, ...figures },
};
const done = { ...begun, state: 'done', compared: 1000, inFlight: 2, drifted: 1, endedAt: '2026-11-21T22:01:00Z' };
const cause = {
  ...{ comparison: 'LEDGER_CHANNEL', cause: 'CHANGED_AT_CHANNEL', state: 'open', count: 1, value: '139.93' },
  ...{ currency: 'EUR', unpriced: 0 },
};
const drift = {
  ...{ place: 'shopify:demo-shop', ref: '82', productId: 'prd_tee', sku: 'TEE', state: 'open', cause: cause.cause },
  ...{ expected: '10', found: '3', unit: 'unit', value: '139.93', currency: 'EUR', since: '2026-11-21T22:00:30Z' },
};
const well = { runs: [done], unreadable: [], causes: [], drifts: [] };
const report = { runs: [done], unreadable: ['webhook:market'], causes: [cause], drifts: [drift] };
const RUNS = 'GET /v1/drift/runs?limit=1000';

let api: AnsweringApi;
beforeAll(async () => {
  api = await answeringApi();
});
beforeEach(() => void (api.asked.length = 0));
afterAll(() => api.close());

async function penstock(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await run(['inventory', 'drift', ...argv], {
    env: { PENSTOCK_ADMIN_URLS: api.url, PENSTOCK_ADMIN_TOKEN: 'token' },
    user: 'ada',
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
  });
  return { status, out, err };
}

describe('npx penstock inventory drift', () => {
  it('prints runs, causes and differences, and ends with 1 while one stands open', async () => {
    api.answers = { 'GET /v1/drift?limit=20': [{ body: report }] };
    const { status, out } = await penstock('--limit', '20');
    expect(out[0]).toMatch(/1,000 of 1,000 compared, 1 drifted, 2 in flight; done 2026-11-21T22:01:00Z$/m);
    expect(out[0]).toContain('webhook:market  cannot be read');
    expect(out[0]).toMatch(/^ledger and channel +CHANGED_AT_CHANNEL +open +1 +139.93 EUR$/m);
    expect(out[0]).toMatch(/^shopify:demo-shop +82 +TEE +10 +3 +CHANGED_AT_CHANNEL +open +139.93 EUR/m);
    expect(status).toBe(1);
  });

  it('ends with 0 where nothing differs', async () => {
    api.answers = { 'GET /v1/drift?limit=20&place=shopify%3Ademo-shop': [{ body: well }] };
    expect(await penstock('--channel', 'shopify:demo-shop')).toMatchObject({
      ...{ status: 0, out: [expect.stringContaining('Nothing differs.')] },
    });
  });

  it('compares on demand, and follows that to its end', async () => {
    api.answers = {
      'POST /v1/drift/runs': [{ status: 202, body: { runIds: ['run'] } }],
      [RUNS]: [{ body: { items: [begun] } }, { body: { items: [done] } }],
      'GET /v1/drift?limit=20': [{ body: well }],
    };
    const { status, out } = await penstock('--run');
    expect(api.asked[0]?.body).toEqual({ actor: 'ada', reason: 'by hand' });
    expect(out).toEqual([expect.stringContaining('  0%'), expect.stringContaining('100%'), expect.any(String)]);
    expect(status).toBe(0);
  });

  it('ends with 1 where a comparison was given up, and says why', async () => {
    const failed = { ...begun, state: 'failed', trouble: 'ACCESS_DENIED' };
    api.answers = { 'GET /v1/drift?limit=20': [{ body: { ...well, runs: [failed] } }] };
    const { status, out } = await penstock('--limit', '20');
    expect([status, out[0]]).toEqual([1, expect.stringContaining('given up: ACCESS_DENIED')]);
  });

  it('ends with 1, and the words of the service, for a channel that cannot be compared', async () => {
    const detail = 'webhook:market has no way to be read';
    api.answers = {
      'POST /v1/drift/runs': [{ status: 422, body: { title: 'The channel cannot be compared', detail } }],
    };
    const { status, err } = await penstock('--run', '--channel', 'webhook:market');
    expect([status, err[0]]).toEqual([1, expect.stringContaining(detail)]);
  });

  it.each([
    ['a word it does not know', ['shop']],
    ['a limit that is none', ['--limit', '0']],
  ])('ends with 2 for %s', async (_, argv) => {
    expect((await penstock(...argv)).status).toBe(2);
  });
});
