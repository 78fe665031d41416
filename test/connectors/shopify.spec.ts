import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  parseCancellation,
  parseOrder,
  parseTransaction,
  readInventory,
  setInventory,
  verifyWebhook,
} from '@penstock/connector-shopify';
import { decimalText } from '@penstock/domain';
import { type HttpClient, HttpAmbiguous, createHttpClient } from '@penstock/http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ShopifyStandIn, demoCatalogue, startShopifyStandIn } from '@penstock/testing/shopify';

const source = { entity: 'main', channel: 'demo-shop' };
const [tee] = demoCatalogue.products;
const { locationId, accessToken, webhookSecret } = demoCatalogue.shopify;

interface Received {
  readonly topic: string;
  readonly webhookId: string;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/** A receiver of webhooks that answers as it is told. */
async function startReceiver(
  answer: (received: Received[]) => number,
): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        topic: String(request.headers['x-shopify-topic']),
        webhookId: String(request.headers['x-shopify-webhook-id']),
        signature: request.headers['x-shopify-hmac-sha256']?.toString(),
        body: Buffer.concat(chunks),
      });
      response.writeHead(answer(received)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`, received, server };
}

describe('the Shopify stand-in, as the connector meets it', () => {
  let dataDir: string;
  let shop: ShopifyStandIn;
  let client: HttpClient;
  const closing: Array<() => unknown> = [];

  const start = async (more: Partial<Parameters<typeof startShopifyStandIn>[0]> = {}): Promise<void> => {
    shop = await startShopifyStandIn({ dataDir, retryAfterMs: 1, ...more });
    client = createHttpClient({
      name: 'shopify.demo',
      baseUrl: shop.url,
      headers: { 'x-shopify-access-token': accessToken },
      timeoutMs: 500,
    });
  };
  const set = (quantity: number, changeFromQuantity: number | null, idempotencyKey: string = crypto.randomUUID()) =>
    setInventory(client, {
      locationId,
      idempotencyKey,
      referenceDocumentUri: 'penstock://availability/test',
      quantities: [{ inventoryItemId: tee!.shopify.inventoryItemId, quantity, changeFromQuantity }],
    });
  const available = (): number | undefined => shop.inventory()[0]?.available;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'shopify-stand-in-'));
    await start();
  });
  afterEach(async () => {
    client.close();
    await shop.close();
    for (const close of closing.splice(0)) close();
    rmSync(dataDir, { recursive: true });
  });

  it('takes a quantity when what it is changed from is what the shop has', async () => {
    expect(await set(40, 0)).toEqual({ kind: 'accepted' });
    expect(available()).toBe(40);
    const read = await readInventory(client, locationId, [tee!.shopify.inventoryItemId, '999']);
    expect(read).toEqual({
      kind: 'read',
      levels: [
        { inventoryItemId: tee!.shopify.inventoryItemId, available: 40 },
        { inventoryItemId: '999', available: null },
      ],
    });
  });

  it('refuses a quantity as stale, naming the item, when the shop sold one in between', async () => {
    await set(40, 0);
    shop.placeOrder({ lines: [{ sku: 'TEE-BLACK-M', quantity: 1 }] });
    const outcome = await set(38, 40);
    expect(outcome).toMatchObject({ kind: 'stale', inventoryItemIds: [tee!.shopify.inventoryItemId] });
    expect(available()).toBe(39);
  });

  it('answers a repeated idempotency key as the first time, and refuses the key with other content', async () => {
    await set(40, 0, 'key-1');
    expect(await set(40, 0, 'key-1')).toEqual({ kind: 'accepted' });
    expect(await set(41, 40, 'key-1')).toMatchObject({ kind: 'refused', code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' });
    expect(available()).toBe(40);
  });

  it('says how long to wait when the cost points are used up', async () => {
    await shop.close();
    await start({ bucket: { maximum: 10, restorePerSecond: 5 } });
    expect(await set(1, null)).toEqual({ kind: 'accepted' });
    const outcome = await set(2, null);
    expect(outcome).toMatchObject({ kind: 'throttled' });
    expect(outcome.kind === 'throttled' && outcome.retryAfterMs).toBeGreaterThan(1000);
    expect(available()).toBe(1);
  });

  it('refuses a wrong access token and an unknown item by name', async () => {
    const stranger = createHttpClient({
      name: 'shopify.demo',
      baseUrl: shop.url,
      headers: { 'x-shopify-access-token': 'no' },
    });
    expect(await readInventory(stranger, locationId, [])).toMatchObject({ kind: 'denied', code: 'HTTP_401' });
    stranger.close();
    const unknown = [{ inventoryItemId: '1', quantity: 1, changeFromQuantity: null }];
    const push = { locationId, idempotencyKey: 'k', referenceDocumentUri: 'penstock://x', quantities: unknown };
    expect(await setInventory(client, push)).toMatchObject({ kind: 'refused', code: 'INVALID_INVENTORY_ITEM' });
  });

  it('throws when the answer is lost after the shop applied it; the same key again tells that it was', async () => {
    shop.setFault({ mode: 'commit-then-hang', times: 1 });
    await expect(set(40, 0, 'lost')).rejects.toBeInstanceOf(HttpAmbiguous);
    expect(available()).toBe(40);
    expect(await set(40, 0, 'lost')).toEqual({ kind: 'accepted' });
  });

  it('keeps orders, stock and the request log over a restart', async () => {
    await set(40, 0);
    const placed = shop.placeOrder({ lines: [{ sku: 'TEE-BLACK-M', quantity: 2 }] });
    await shop.close();
    await start();
    expect(available()).toBe(38);
    expect(shop.inventory()[0]?.committed).toBe(2);
    expect(shop.state.get('order', placed.id)).toEqual(placed);
    expect(shop.requests.read().map(({ status }) => status)).toEqual([200]);
    expect(shop.placeOrder({ lines: [{ sku: 'TEE-BLACK-M', quantity: 1 }] }).name).toBe('#1002');
  });

  it('sends an order and its payment, signed, in payloads that parse and add up in both currencies', async () => {
    const receiver = await startReceiver(() => 200);
    closing.push(() => receiver.server.close());
    shop.setWebhookUrl(receiver.url);
    const placed = shop.placeOrder({
      lines: [
        { sku: 'TEE-BLACK-M', quantity: 3 },
        { sku: 'MUG-ENAMEL', quantity: 1 },
      ],
      discount: { code: 'WELCOME', percent: '7' },
      presentmentCurrency: 'EUR',
      exchangeRate: '0.9137',
      payment: { chargeId: 'ch_1' },
    });
    await shop.settled();
    const [order, payment] = receiver.received;
    expect(receiver.received.map(({ topic }) => topic)).toEqual(['orders/create', 'order_transactions/create']);
    expect(verifyWebhook(order!.body, order!.signature, [webhookSecret])).toBe(true);
    const parsed = parseOrder(order!.body, source);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.order.totals.grandTotal.presentment.currency).toBe('EUR');
    expect(parsed.order.totals.grandTotal.shop.amount.toFixed(2)).toBe(placed.total);
    expect(parsed.occurredZone).toBe('-05:00');
    const captured = parseTransaction(payment!.body, source);
    if (!captured.ok || !captured.payment) throw new Error(JSON.stringify(captured));
    expect(captured.payment.providerReference).toBe('ch_1');
    expect(captured.payment.orderId).toBe(parsed.order.orderId);
    expect(decimalText(captured.payment.amount.amount)).toBe(
      decimalText(parsed.order.totals.grandTotal.presentment.amount),
    );
  });

  it('adds up where prices contain tax', () => {
    const placed = shop.placeOrder({ lines: [{ sku: 'MUG-ENAMEL', quantity: 7 }], taxesIncluded: true });
    expect(parseOrder(placed.order, source)).toMatchObject({ ok: true, order: { taxesIncluded: true } });
  });

  it('tries a webhook again under the same id until it is taken, and sends duplicates when told', async () => {
    const receiver = await startReceiver((received) => (received.length < 4 ? 503 : 200));
    closing.push(() => receiver.server.close());
    shop.setWebhookUrl(receiver.url);
    shop.placeOrder({ lines: [{ sku: 'TOTE-CANVAS', quantity: 1 }], duplicates: 1, payment: false });
    await vi.waitFor(() => expect(shop.deliveries()[0]?.state).toBe('delivered'));
    expect(new Set(receiver.received.map(({ webhookId }) => webhookId)).size).toBe(1);
    expect(receiver.received.length).toBeGreaterThanOrEqual(4);
  });

  it('gives a webhook up after eight retries', async () => {
    const receiver = await startReceiver(() => 500);
    closing.push(() => receiver.server.close());
    shop.setWebhookUrl(receiver.url);
    shop.placeOrder({ lines: [{ sku: 'TOTE-CANVAS', quantity: 1 }], payment: false });
    await vi.waitFor(() => expect(shop.deliveries()[0]?.state).toBe('given up'), { timeout: 5000 });
    expect(shop.deliveries()[0]?.attempts).toHaveLength(9);
  });

  it('sends the payment first, or with a wrong signature, when told', async () => {
    const receiver = await startReceiver(() => 200);
    closing.push(() => receiver.server.close());
    shop.setWebhookUrl(receiver.url);
    shop.placeOrder({ lines: [{ sku: 'TOTE-CANVAS', quantity: 1 }], outOfOrder: true, wrongSignature: true });
    await shop.settled();
    const [first] = receiver.received;
    expect(first?.topic).toBe('order_transactions/create');
    expect(verifyWebhook(first!.body, first!.signature, [webhookSecret])).toBe(false);
  });

  it('cancels an order: restocks, and says so in a webhook with the same ids', async () => {
    const receiver = await startReceiver(() => 200);
    closing.push(() => receiver.server.close());
    await set(10, 0);
    const placed = shop.placeOrder({ lines: [{ sku: 'TEE-BLACK-M', quantity: 4 }] });
    shop.setWebhookUrl(receiver.url);
    expect(shop.cancelOrder(placed.id, 'inventory')).toBe(true);
    await shop.settled();
    const parsed = parseCancellation(receiver.received[0]!.body, source);
    const order = parseOrder(placed.order, source);
    expect(parsed).toMatchObject({ ok: true, cancellation: { reason: 'INVENTORY' } });
    expect(parsed.ok && order.ok && parsed.cancellation.orderId === order.order.orderId).toBe(true);
    expect(available()).toBe(10);
  });
});
