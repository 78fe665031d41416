import { createTopics } from '@penstock/kafka';
import { migrate } from '@penstock/messaging';
import { registerSchemas } from '@penstock/testing/stack';
import { PARTITIONS, type StockSite } from '../run.js';
import { StockTables1790000000000 } from '../tables.js';
import { nextStockEvents } from './events.js';
import { nextStockService } from './service.js';
import { EffectStation1790000000001 } from './tables.js';

/** What is rolled out before the next version: a topic, schemas, a column. The version before runs on. */
export async function expandStock({ kafkaBrokers, registryUrl, postgresUrl, prefix }: StockSite): Promise<void> {
  const events = nextStockEvents(prefix);
  const { topic: name } = events.StationSeen;
  const config = { 'message.timestamp.type': 'LogAppendTime' };
  await createTopics([kafkaBrokers], [{ name, partitions: PARTITIONS, config }]);
  await registerSchemas(registryUrl, Object.values(events));
  await migrate(nextStockService(prefix).name, postgresUrl, [StockTables1790000000000, EffectStation1790000000001]);
}
