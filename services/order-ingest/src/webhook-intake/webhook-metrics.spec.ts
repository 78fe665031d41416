import { createHttpApp } from '@penstock/http';
import { Wake } from '@penstock/messaging';
import { metricsPage, startTelemetry } from '@penstock/observability';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anOrder, signatureOf } from '../shopify-bodies.fixture.js';
import { RememberedInputs, WebhookApp } from './webhook-app.fixture.js';

const store = new RememberedInputs();
let app: Awaited<ReturnType<typeof createHttpApp>>;
let base: string;

beforeAll(async () => {
  startTelemetry({ service: 'order-ingest', version: '0', environment: {} });
  app = await createHttpApp(WebhookApp.for(store, new Wake()));
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});
afterAll(() => app.close());

async function deliver(body = anOrder(), { channel = 'demo-shop', secret = 'new' } = {}): Promise<void> {
  const headers = {
    'x-shopify-topic': 'orders/create',
    'x-shopify-webhook-id': 'w-1',
    'x-shopify-hmac-sha256': signatureOf(body, secret),
  };
  const sent = { method: 'POST', body: new Uint8Array(body), headers };
  await fetch(`${base}/webhooks/shopify/${channel}`, sent);
}

it('counts webhooks by channel, taken and refused, and makes no series of channels that do not exist', async () => {
  await deliver();
  store.answer = 'repeated';
  await deliver();
  await deliver();
  await deliver(Buffer.from('{"id": 1,'));
  await deliver(anOrder(), { secret: 'foreign' });
  await deliver(anOrder(), { channel: 'no-such-shop' });

  const page = await metricsPage();
  expect(page?.split('\n').filter((line) => line.startsWith('penstock_webhook'))).toEqual([
    'penstock_webhook_taken_total{channel="demo-shop",kept="new"} 1',
    'penstock_webhook_taken_total{channel="demo-shop",kept="repeated"} 2',
    'penstock_webhook_refused_total{reason="not-understood",channel="demo-shop"} 1',
    'penstock_webhook_refused_total{reason="signature",channel="demo-shop"} 1',
    'penstock_webhook_refused_total{reason="unknown-channel"} 1',
  ]);
});
