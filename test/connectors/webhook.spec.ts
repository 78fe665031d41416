import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendOffers, type StockOffer, WebhookAnswerNotUnderstood } from '@penstock/connector-webhook';
import { createHttpClient, type HttpClient, HttpAmbiguous } from '@penstock/http';
import { demoWebhook, startWebhookStandIn, type WebhookStandIn } from '@penstock/testing/webhook';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('a partner that takes stock by signed webhook', () => {
  let dataDir: string;
  let partner: WebhookStandIn;
  let client: HttpClient;

  const send = (offers: StockOffer[], secrets: readonly string[] = [demoWebhook.secret]) =>
    sendOffers(client, { path: '/stock', destination: 'webhook:demo-webhook', secrets }, offers);
  const offer = (ref: string, quantity: number, version = 1): StockOffer => ({
    ref,
    sku: ref,
    quantity,
    version,
    asOf: '2026-11-21T09:00:00.000Z',
  });

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'webhook-stand-in-'));
    partner = await startWebhookStandIn({ dataDir, rate: { perSecond: 1, burst: 3 } });
    client = createHttpClient({ name: 'webhook.demo', baseUrl: partner.url, timeoutMs: 500 });
  });
  afterEach(async () => {
    client.close();
    await partner.close();
    rmSync(dataDir, { recursive: true });
  });

  it('takes offers in one request, and names the one it refuses', async () => {
    partner.refuse('B');
    expect(await send([offer('A', 1), offer('B', 2), offer('C', 3)])).toEqual({
      kind: 'answered',
      outcomes: [
        { kind: 'accepted' },
        { kind: 'refused', code: 'unknown_listing', message: 'There is no listing B.' },
        { kind: 'accepted' },
      ],
    });
    expect(partner.offers().map(({ ref, quantity }) => [ref, quantity])).toEqual([
      ['A', 1],
      ['C', 3],
    ]);
  });

  it('keeps the latest version, whatever order they come in', async () => {
    await send([offer('A', 7, 2)]);
    expect(await send([offer('A', 9, 1)])).toEqual({ kind: 'answered', outcomes: [{ kind: 'accepted' }] });
    expect(partner.offerOf('A')?.quantity).toBe(7);
  });

  it('is told the same under the same id, and believes only who has the secret', async () => {
    await send([offer('A', 1)]);
    await send([offer('A', 1)], ['whsec_b3RoZXI=', demoWebhook.secret]);
    expect(await send([offer('A', 5, 9)], ['whsec_b3RoZXI='])).toMatchObject({ kind: 'denied', code: 'HTTP_401' });
    expect(partner.offerOf('A')?.quantity).toBe(1);
    const [first, second, forged] = partner.requests.read().map(({ headers }) => headers['webhook-id']);
    expect(second).toBe(first);
    expect(forged).not.toBe(first);
  });

  it('throttles, and says for how long', async () => {
    for (let version = 1; version <= 3; version += 1) await send([offer('A', 1, version)]);
    expect(await send([offer('A', 1, 4)])).toEqual({ kind: 'throttled', retryAfterMs: 1000 });
  });

  it('leaves open what was applied where it fails or does not answer', async () => {
    partner.setFault({ mode: '500', times: 1 });
    await expect(send([offer('A', 1)])).rejects.toBeInstanceOf(WebhookAnswerNotUnderstood);
    partner.setFault({ mode: 'commit-then-hang', times: 1 });
    await expect(send([offer('A', 2, 2)])).rejects.toBeInstanceOf(HttpAmbiguous);
    expect(partner.offerOf('A')?.quantity).toBe(2);
  });
});
