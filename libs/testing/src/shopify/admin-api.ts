import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Journal } from '../stand-in/journal.js';
import { type Checkout, checkoutInput } from './checkout-input.js';
import { type PlacedOrder, newEventId, placeOrder, TAKEN, type TakenOrder } from './checkout.js';
import type { Deliveries } from './deliveries.js';
import { type Edit, editInput, editOrder } from './edit-order.js';
import { allLevels, putLevels, sold } from './inventory.js';
import { shopTime } from './order-payload.js';

/** What tests and the demo do in the shop, over HTTP under `/_standin` or called directly. */
export interface ShopifyAdmin {
  /** A customer checks out; the webhooks go out on their own. */
  placeOrder(checkout: Checkout): PlacedOrder;
  /** The merchant cancels and restocks. Returns false for an unknown order. */
  cancelOrder(orderId: string, reason: string): boolean;
  /** The merchant edits the order; every line that is named gets that quantity. Returns false for an unknown order. */
  editOrder(orderId: string, edit: Edit): boolean;
  setWebhookUrl(url: string): void;
  /** Resolves once every webhook had its first try. */
  settled(): Promise<void>;
}

export function createAdmin(state: Journal, deliveries: Deliveries): ShopifyAdmin {
  const sending = new Set<Promise<void>>();

  const url = (): string | undefined => state.get<string>('setting', 'webhookUrl');

  function deliver(
    webhooks: ReadonlyArray<readonly [topic: string, body: string | null]>,
    checkout: { duplicates: number; wrongSignature: boolean },
  ): void {
    const to = url();
    if (to === undefined) return;
    const eventId = newEventId();
    const { wrongSignature } = checkout;
    const planned = webhooks.flatMap(([topic, body]) =>
      body === null ? [] : [deliveries.plan({ topic, url: to, body, eventId, wrongSignature })],
    );
    const send = deliveries.send(planned, checkout.duplicates).finally(() => sending.delete(send));
    sending.add(send);
  }

  return {
    placeOrder(given) {
      const checkout = checkoutInput.parse(given);
      const placed = placeOrder(state, checkout);
      const webhooks = [
        ['orders/create', placed.order] as const,
        ['order_transactions/create', placed.transaction] as const,
      ];
      deliver(checkout.outOfOrder ? webhooks.reverse() : webhooks, checkout);
      return placed;
    },
    cancelOrder(orderId, reason) {
      const placed = state.get<PlacedOrder>('order', orderId);
      if (!placed) return false;
      const restocked = placed.lines.flatMap(({ sku, quantity }) => sold(state, sku, -quantity));
      const at = shopTime(new Date());
      const changed = `"updated_at":"${at}","cancelled_at":"${at}","cancel_reason":${JSON.stringify(reason)}`;
      // Edited as text: the ids in the payload are beyond what JSON.parse keeps.
      const order = placed.order.replace(/"updated_at":"[^"]*","cancelled_at":null,"cancel_reason":null/, changed);
      putLevels(state, restocked, { collection: 'order', key: orderId, value: { ...placed, order } });
      deliver([['orders/cancelled', order]], { duplicates: 0, wrongSignature: false });
      return true;
    },
    editOrder(orderId, edit) {
      const placed = state.get<PlacedOrder>('order', orderId);
      const taken = state.get<TakenOrder>(TAKEN, orderId);
      if (!placed || !taken) return false;
      const edited = editOrder(state, placed, taken, editInput.parse(edit));
      deliver([['orders/updated', edited.order]], { duplicates: 0, wrongSignature: false });
      return true;
    },
    setWebhookUrl: (to) => state.put({ collection: 'setting', key: 'webhookUrl', value: to }),
    settled: async () => void (await Promise.all(sending)),
  };
}

const cancelInput = z.object({ reason: z.string().default('customer') });
const webhookInput = z.object({ url: z.url() });

export function serveAdmin(app: FastifyInstance, state: Journal, deliveries: Deliveries, admin: ShopifyAdmin): void {
  const json = (body: unknown): unknown => JSON.parse(typeof body === 'string' && body !== '' ? body : '{}');

  app.post('/_standin/orders', async (request, reply) => {
    const checkout = checkoutInput.safeParse(json(request.body));
    if (!checkout.success) return reply.code(400).send({ message: checkout.error.message });
    return reply.code(201).send(admin.placeOrder(checkout.data));
  });
  app.post<{ Params: { id: string } }>('/_standin/orders/:id/cancel', async (request, reply) => {
    const { reason } = cancelInput.parse(json(request.body));
    return reply.code(admin.cancelOrder(request.params.id, reason) ? 202 : 404).send({});
  });
  app.post<{ Params: { id: string } }>('/_standin/orders/:id/edit', async (request, reply) => {
    const edit = editInput.safeParse(json(request.body));
    if (!edit.success) return reply.code(400).send({ message: edit.error.message });
    return reply.code(admin.editOrder(request.params.id, edit.data) ? 202 : 404).send({});
  });
  app.put('/_standin/webhook', async (request) => {
    const { url } = webhookInput.parse(json(request.body));
    admin.setWebhookUrl(url);
    return { url };
  });
  app.get('/_standin/orders', async () => state.all<PlacedOrder>('order'));
  app.get('/_standin/inventory', async () => allLevels(state));
  app.get('/_standin/deliveries', async () => deliveries.all());
}
