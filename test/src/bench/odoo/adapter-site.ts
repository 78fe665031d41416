import { join } from 'node:path';
import { allEvents, OdooRecordLinked, OrderCreated, topics } from '@penstock/contracts';
import { createTopics, EventCodec, PlatformaticProducer } from '@penstock/kafka';
import { type Component, registerSchemas, startStack } from '@penstock/testing/stack';
import { adapterProcess } from '../../odoo-day/site/adapter.js';
import { adapterDatabase } from '../../odoo-day/site/adapter-database.js';
import { mappingEnvironment } from '../../odoo-day/site/mapping-file.js';
import { CountingProxy } from './counting-proxy.js';
import { hearLinks, type Links } from './links.js';
import type { OdooScene } from './scene.js';

/** A whole process of the adapter between a Kafka and the Odoo, with everything that it asks of Odoo written down. */
export interface AdapterSite {
  readonly proxy: CountingProxy;
  readonly links: Links;
  readonly adapter: Component;
  /** Puts orders on Kafka; resolves when it has them. */
  order(events: readonly OrderCreated[]): Promise<void>;
}

/** Milliseconds: the default of a real adapter. */
export const POLL_INTERVAL_MS = 2_000;

export async function withAdapter<T>(scene: OdooScene, work: (site: AdapterSite) => Promise<T>): Promise<T> {
  const { server, odoo, say } = scene;
  const dataDir = join(scene.dataDir, 'adapter'); // a stack ends whatever runs in its folder: the stand-in has another
  const stack = await startStack({ dataDir, onProgress: say });
  const stops: (() => unknown)[] = [() => stack.stop()];
  try {
    const { kafkaBrokers, registryUrl } = stack;
    const local = topics.map((topic) => ({ ...topic, partitions: topic.localPartitions }));
    await createTopics([kafkaBrokers], local);
    await registerSchemas(registryUrl, allEvents);
    const databaseUrl = await adapterDatabase(stack.postgresUrl, 'odoo_bench');
    const proxy = await CountingProxy.before(server.login.url);
    stops.push(() => proxy.close());
    const links = await hearLinks({ kafkaBrokers, registryUrl });
    stops.push(() => links.leave());
    const producer = new PlatformaticProducer({ brokers: [kafkaBrokers], clientId: 'odoo-bench' });
    await producer.connect();
    stops.push(() => producer.disconnect());
    const codec = await EventCodec.connect(registryUrl, [OrderCreated], [OdooRecordLinked]);
    const env = {
      ...(await mappingEnvironment(odoo, join(dataDir, 'odoo-mapping.yaml'))),
      ODOO_POLL_INTERVAL_MS: String(POLL_INTERVAL_MS),
      ODOO_CONCURRENCY: '8',
    };
    const around = { kafkaBrokers, registryUrl, databaseUrl, odoo: { ...server.login, url: proxy.url }, dataDir, env };
    const adapter = await adapterProcess(around, 1);
    stops.push(() => adapter.stop());
    await adapter.start();
    const recordOf = (event: OrderCreated) => ({
      topic: OrderCreated.topic,
      key: OrderCreated.keyOf(event),
      value: codec.encode(OrderCreated, event),
      headers: {},
    });
    return await work({ proxy, links, adapter, order: (events) => producer.send(events.map(recordOf)) });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
