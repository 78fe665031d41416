import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WooCommerceAnswerNotUnderstood, readStock, updateStock } from '@penstock/connector-woocommerce';
import { type HttpClient, HttpAmbiguous, createHttpClient } from '@penstock/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WooCommerceStandIn, demoCatalogue, startWooCommerceStandIn } from '@penstock/testing/woocommerce';

const { consumerKey, consumerSecret } = demoCatalogue.woocommerce;

describe('the WooCommerce stand-in, as the connector meets it', () => {
  let dataDir: string;
  let shop: WooCommerceStandIn;
  let client: HttpClient;

  const clientWith = (password: string): HttpClient =>
    createHttpClient({
      name: 'woocommerce.demo',
      baseUrl: shop.url,
      auth: { kind: 'basic', username: consumerKey, password },
      timeoutMs: 500,
    });
  const stockOf = (id: number): number | null | undefined =>
    shop.products().find((one) => one.id === id)?.stockQuantity;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'woocommerce-stand-in-'));
    shop = await startWooCommerceStandIn({ dataDir });
    client = clientWith(consumerSecret);
  });
  afterEach(async () => {
    client.close();
    await shop.close();
    rmSync(dataDir, { recursive: true });
  });

  it('sets products and variations in one go, and names the one it does not know', async () => {
    const outcomes = await updateStock(client, [
      { productId: '502', quantity: 24 },
      { productId: '501', variationId: '511', quantity: 39 },
      { productId: '777', quantity: 1 },
    ]);
    expect(outcomes).toEqual([
      { kind: 'accepted' },
      { kind: 'accepted' },
      { kind: 'refused', code: 'woocommerce_rest_product_invalid_id', message: 'Invalid ID.' },
    ]);
    expect([stockOf(502), stockOf(511)]).toEqual([24, 39]);
    expect(shop.requests.read().map(({ url }) => url)).toEqual([
      '/wp-json/wc/v3/products/batch',
      '/wp-json/wc/v3/products/501/variations/batch',
    ]);
  });

  it('sends at most a hundred at once', async () => {
    const changes = Array.from({ length: 101 }, (_, i) => ({ productId: String(1000 + i), quantity: 1 }));
    expect(await updateStock(client, changes)).toHaveLength(101);
    expect(shop.requests.read().map(({ status }) => status)).toEqual([200, 200]);
  });

  it('refuses wrong credentials, is throttled, and throws where the effect is unknown', async () => {
    const changes = [{ productId: '502', quantity: 5 }];
    const stranger = clientWith('wrong');
    expect(await updateStock(stranger, changes)).toMatchObject([
      { kind: 'denied', code: 'woocommerce_rest_authentication_error' },
    ]);
    stranger.close();
    shop.setFault({ mode: '429', times: 1 });
    expect(await updateStock(client, changes)).toEqual([{ kind: 'throttled', retryAfterMs: 1000 }]);
    shop.setFault({ mode: '500', times: 1 });
    await expect(updateStock(client, changes)).rejects.toBeInstanceOf(WooCommerceAnswerNotUnderstood);
    shop.setFault({ mode: 'commit-then-hang', times: 1 });
    await expect(updateStock(client, changes)).rejects.toBeInstanceOf(HttpAmbiguous);
    expect(stockOf(502)).toBe(5);
  });

  it('shows what it has, nothing of what it was never told, and less than nothing of what is deleted', async () => {
    shop.deleteProduct(503);
    await updateStock(client, [{ productId: '501', variationId: '511', quantity: 39 }]);
    const refs = [{ productId: '502' }, { productId: '501', variationId: '511' }, { productId: '503' }];
    expect(await readStock(client, [...refs, { productId: '777', variationId: '778' }])).toEqual({
      kind: 'read',
      levels: [null, 39, undefined, undefined],
    });
  });

  it('keeps its stock over a restart', async () => {
    await updateStock(client, [{ productId: '503', quantity: 12 }]);
    await shop.close();
    shop = await startWooCommerceStandIn({ dataDir });
    expect(stockOf(503)).toBe(12);
  });
});
