import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOrder } from '@penstock/connector-shopify';
import { decimalText } from '@penstock/domain';
import {
  type Checkout,
  demoCatalogue,
  type Edit,
  type ShopifyStandIn,
  startShopifyStandIn,
} from '@penstock/testing/shopify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const source = { entity: 'main', channel: 'demo-shop' };
const [tee, other] = demoCatalogue.products.map(({ sku }) => sku);

let dataDir: string;
let shop: ShopifyStandIn;
let receiver: Server;
let received: { topic: string; body: string }[];

beforeEach(async () => {
  received = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ topic: String(request.headers['x-shopify-topic']), body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  dataDir = mkdtempSync(join(tmpdir(), 'shopify-'));
  shop = await startShopifyStandIn({ dataDir, retryAfterMs: 1 });
  shop.setWebhookUrl(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`);
});
afterEach(async () => {
  await shop.close();
  receiver.close();
  rmSync(dataDir, { recursive: true });
});

/** What the connector reads of an order that was edited so. */
async function edited(checkout: Checkout, ...edits: Edit['lines'][]) {
  const { id } = shop.placeOrder(checkout);
  for (const lines of edits) expect(shop.editOrder(id, { lines })).toBe(true);
  await shop.settled();
  const update = received.findLast(({ topic }) => topic === 'orders/updated');
  const parsed = parseOrder(update?.body ?? '', source);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return {
    lines: parsed.order.lines.map(({ sku, quantity }) => [sku, decimalText(quantity.amount)]),
    removed: parsed.removedLines.length,
    total: decimalText(parsed.order.totals.grandTotal.shop.amount),
    stated: (JSON.parse(update?.body ?? '{}') as { current_total_price: string }).current_total_price,
  };
}

describe('an order that the merchant edits in the Shopify stand-in', () => {
  it.each<[string, Partial<Checkout>]>([
    ['plainly', {}],
    ['with a discount', { discount: { code: 'TEN', percent: '10' } }],
    ['with tax in its prices', { taxesIncluded: true, discount: { code: 'ODD', percent: '33.3' } }],
    ['in another currency', { presentmentCurrency: 'EUR', exchangeRate: '0.923' }],
  ])('adds up as the connector reads it, sold %s', async (_, how) => {
    const checkout = { lines: [{ sku: tee ?? '', quantity: 3 }, { sku: other ?? '', quantity: 2 }], ...how }; // prettier-ignore
    const { lines, removed, total, stated } = await edited(
      checkout,
      [{ sku: tee ?? '', quantity: 1 }],
      [{ sku: other ?? '', quantity: 0 }, { sku: 'GIFT', quantity: 2, price: '4.50' }], // prettier-ignore
      [{ sku: tee ?? '', quantity: 2 }],
    );
    expect(lines).toEqual([
      [tee, '2'],
      ['GIFT', '2'],
    ]);
    expect(removed).toBe(1);
    expect(Number(stated)).toBe(Number(total));
  });

  it('has its stock back', async () => {
    const before = shop.inventory().find(({ sku }) => sku === tee);
    await edited({ lines: [{ sku: tee ?? '', quantity: 3 }] }, [{ sku: tee ?? '', quantity: 1 }]);
    const after = shop.inventory().find(({ sku }) => sku === tee);
    expect([before?.committed, after?.committed]).toEqual([0, 1]);
  });

  it('is unknown where nobody placed it', () => {
    expect(shop.editOrder('1', { lines: [] })).toBe(false);
  });
});
