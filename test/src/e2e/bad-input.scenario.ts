import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderIdOf } from '../system/order-id.js';
import { saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { eventually } from './eventually.js';
import { webhook } from './webhook.js';

const PROBLEM = expect.stringContaining('application/problem+json') as string;
const OVER_THE_LIMIT = 3 * 1024 * 1024;

/** What comes in from outside and is not what it should be. Every refusal is an RFC 9457 problem. */
export const badInput = (system: () => TestSystem): void => {
  describe('bad input', () => {
    let url: string;
    beforeAll(() => (url = system().ingestUrl));

    const kept = (webhookId: string) =>
      system().sql<{ state: string; reason: string; body: Buffer }>(
        'SELECT state, reason, body FROM order_ingest.raw_input WHERE webhook_id = $1',
        [webhookId],
      );

    it.each([
      ['wrong', 'bm90IHRoZSBzaWduYXR1cmU='],
      ['missing', null],
    ])('with a %s signature is answered 401 and not kept', async (_, signature) => {
      const webhookId = randomUUID();
      expect(await webhook(url, '{}', { webhookId, signature })).toMatchObject({ status: 401, contentType: PROBLEM });
      expect(await kept(webhookId)).toEqual([]);
    });

    it('over the limit is answered 413', async () => {
      expect(await webhook(url, ' '.repeat(OVER_THE_LIMIT))).toMatchObject({ status: 413, contentType: PROBLEM });
    });

    it.each([
      ['not JSON', 400, '{"id": 12'],
      ['not an order', 422, '{"id": 12, "name": "#12"}'],
    ])('that is %s is answered %d, and kept among the rejected', async (_, status, body) => {
      const webhookId = randomUUID();
      expect(await webhook(url, body, { webhookId })).toMatchObject({ status, contentType: PROBLEM, body: { status } });
      const [input] = await kept(webhookId);
      expect(input).toMatchObject({ state: 'rejected', reason: expect.stringMatching(/\w/) });
      expect(input?.body.toString()).toBe(body);
    });

    it('that is one delivery ten times at once is one order, and every answer is 200', async () => {
      const { shopify, odoo, sql } = system();
      // The shop's own webhooks of this order are refused, so that none but these ten are taken.
      const placed = await shopify.checkOut({ lines: [{ sku: 'MUG-ENAMEL', quantity: 1 }], wrongSignature: true });
      const webhookId = randomUUID();
      const answers = await Promise.all(Array.from({ length: 10 }, () => webhook(url, placed.order, { webhookId })));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
      await eventually(async () => expect(await saleOrdersOf(odoo, placed.name)).toHaveLength(1));
      expect(await kept(webhookId)).toMatchObject([{ state: 'done' }]);
      const reserved = await sql('SELECT * FROM inventory_propagator.reservation WHERE order_id = $1', [
        orderIdOf(placed),
      ]);
      expect(reserved).toHaveLength(1);
    });
  });
};
