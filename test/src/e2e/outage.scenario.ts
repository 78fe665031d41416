import { randomUUID } from 'node:crypto';
import { DeadLettered, OrderCreated } from '@penstock/contracts';
import { KafkajsProducer } from '@penstock/kafka';
import type { Witness } from '@penstock/local';
import type { PlacedOrder } from '@penstock/testing/shopify';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../system/order-id.js';
import { saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { eventually } from './eventually.js';

const LISTENERS = ['odoo-adapter', 'inventory-propagator'];

/** A far side that is gone for a while, and bytes that are no event. */
export const outages = (system: () => TestSystem, witness: () => Witness): void => {
  const orderOne = (): Promise<PlacedOrder> =>
    system().shopify.checkOut({ lines: [{ sku: 'MUG-ENAMEL', quantity: 1 }] });

  describe('while Odoo is down', () => {
    it('orders wait, and arrive once each when it is back', async () => {
      const { odoo, sql } = system();
      await odoo.fault({ mode: 'down' });
      const placed = [await orderOne(), await orderOne(), await orderOne()];
      await eventually(async () => {
        const waiting = await sql(
          `SELECT * FROM odoo_adapter.task WHERE state = 'waiting' AND attempts > 0 AND document = ANY($1)`,
          [placed.map(orderIdOf)],
        );
        expect(waiting).toHaveLength(placed.length);
      });
      await odoo.fault({ mode: 'none' });
      for (const { name } of placed) {
        await eventually(async () => expect(await saleOrdersOf(odoo, name)).toMatchObject([{ state: 'sale' }]));
      }
    });
  });

  describe('bytes that are no event', () => {
    it('become a dead letter that keeps them, and the partition goes on', async () => {
      const { stack, sql } = system();
      const [bytes, key] = [Buffer.from('this is not an event'), `ord_${randomUUID()}`];
      const producer = new KafkajsProducer({ brokers: [stack.kafkaBrokers], clientId: 'a-careless-team' });
      await producer.connect();
      await producer.send([{ topic: OrderCreated.topic, key, value: bytes, headers: {} }]);
      await producer.disconnect();

      await witness().heard(DeadLettered, (letter) => letter.key === key, { atLeast: LISTENERS.length });
      for (const service of LISTENERS) {
        const schema = service.replaceAll('-', '_');
        const [parked] = await sql<{ state: string; value: Buffer; partition: number; position: string }>(
          `SELECT state, value, partition, position FROM ${schema}.parked WHERE key = $1`,
          [key],
        );
        expect(parked).toMatchObject({ state: 'dead', value: bytes });
        const [offset] = await sql<{ next_offset: string }>(
          `SELECT next_offset FROM ${schema}.consumer_offset WHERE topic = $1 AND partition = $2`,
          [OrderCreated.topic, parked?.partition],
        );
        expect(Number(offset?.next_offset)).toBeGreaterThan(Number(parked?.position));
      }
      const placed = await orderOne();
      await eventually(async () => expect(await saleOrdersOf(system().odoo, placed.name)).toHaveLength(1));
    });
  });
};
