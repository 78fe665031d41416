import { DeadLettered, type EventType, LocationLinked, ProductLinked, wire } from '@penstock/contracts';
import type { ReceivedMessage } from '@penstock/kafka';
import { aMessage, aMeta, plainCodec, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';

/** inventory-propagator's own handlers and tables, which only a spec may import. */
type Inventory = Pick<Parameters<typeof serviceUnderTest>[0], 'handlers' | 'migrations'>;

/** The service on a real database. */
export const stockKeeper = async (inventory: Inventory): Promise<ServiceUnderTest> =>
  serviceUnderTest({ url: await freshDatabase(), service: 'inventory-propagator', ...inventory });

/**
 * A message from Kafka for a service under test, which has no registry: the schema id in front becomes the test codec's, the Avro body stays
 * byte for byte what its producer wrote.
 */
export function reframed(type: EventType, message: ReceivedMessage): ReceivedMessage {
  const { body } = wire.unframe(message.value ?? Buffer.alloc(0));
  const { schemaId } = wire.unframe(plainCodec.encode(type, type.decode(body)));
  return { ...message, value: wire.frame(schemaId, body) };
}

/** Delivers messages as their partitions hold them. */
export async function deliver(service: ServiceUnderTest, messages: readonly ReceivedMessage[]): Promise<void> {
  for (const ofPartition of Map.groupBy(messages, ({ partition }) => partition).values()) {
    await service.deliver(ofPartition);
  }
}

/** Tells a service of one location and, where asked, of one product with its unit. */
export async function introduce(service: ServiceUnderTest, locationId: string, product?: { id: string; unit: string }) {
  const odoo = (model: string) => ({ instance: 'main', model, id: 8 });
  const location = {
    ...{ locationId, odoo: odoo('stock.location'), code: null, name: 'WH/Stock', warehouseCode: 'WH' },
    ...{ usage: 'INTERNAL' as const, active: true, meta: aMeta({ aggregateId: locationId }) },
  };
  await service.deliver([aMessage(LocationLinked, location, { offset: 0n })]);
  if (!product) return;
  const linked = {
    ...{ productId: product.id, odoo: odoo('product.product'), sku: product.id, barcode: null, name: 'T-shirt' },
    ...{ unit: product.unit, active: true, meta: aMeta({ aggregateId: product.id }) },
  };
  await service.deliver([aMessage(ProductLinked, linked, { offset: 1n })]);
}

/** What the service announced as dead letters. */
export const deadLetters = async (service: ServiceUnderTest): Promise<DeadLettered[]> =>
  (await service.outbox(DeadLettered)).map(({ event }) => event);
