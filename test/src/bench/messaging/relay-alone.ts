import { randomBytes, randomUUID } from 'node:crypto';
import { createTopics, PlatformaticProducer } from '@penstock/kafka';
import { migrate, schemaOf } from '@penstock/messaging';
import { insertIntoOutbox, Relay } from '@penstock/messaging/outbox';
import { createDataSource, inTransaction } from '@penstock/persistence';
import type { Stack } from '@penstock/testing/stack';
import pg from 'pg';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { randomFrom } from '../../measuring/random.js';
import { readNumbered } from './read-numbered.js';

const KEYS = 5000;
const PARTITIONS = 6;
const WRITTEN_AT_ONCE = 5000;

/**
 * How many rows a second one relay takes from a full outbox to Kafka, its values read from the table and not handed over in memory; until the
 * last row is deleted. Beside it, whether each key's rows came in order and once, and what a row costs this process.
 * @param work.bytes size of a value
 */
export async function measureRelay(
  { kafkaBrokers, postgresUrl }: Pick<Stack, 'kafkaBrokers' | 'postgresUrl'>,
  { rows: count, bytes, seed }: { rows: number; bytes: number; seed: number },
): Promise<{ rowsPerSecond: number; rows: Row[] }> {
  const name = `relay-alone-${randomUUID().slice(0, 8)}`;
  const brokers = [kafkaBrokers];
  await createTopics(brokers, [{ name, partitions: PARTITIONS, config: {} }]);
  const database = await emptyOutbox(postgresUrl, name);
  const producer = new PlatformaticProducer({ brokers, clientId: name });
  try {
    await producer.connect();
    await fill(database, { topic: name, count, bytes, seed });
    const relay = new Relay(database, producer);
    const [cpu, begun] = [process.cpuUsage(), performance.now()];
    while (await relay.turn());
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    await relay.stop();
    const [{ left }] = await database.query('SELECT count(*)::integer AS left FROM outbox');
    const read = await readNumbered(brokers, name, count);
    return {
      rowsPerSecond: count / seconds,
      rows: [
        exactly('rows left in the outbox', 0, left, 'rows'),
        exactly('rows on Kafka', count, read.count, 'rows'),
        exactly('keys whose rows are not in order', 0, read.keysOutOfOrder, 'keys'),
        noted('CPU time of the relay’s process for a row', (user + system) / count, 'µs'),
      ],
    };
  } finally {
    await producer.disconnect();
    await database.destroy();
  }
}

async function emptyOutbox(url: string, service: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE SCHEMA ${schemaOf(service)}`);
  } finally {
    await client.end();
  }
  await migrate(service, url, []);
  const options = { url, schema: schemaOf(service), poolSize: 4, applicationName: service };
  return await createDataSource(options).initialize();
}

/** Values say which of its key's rows they are: `key 17`, and noise up to their size. */
async function fill(
  database: Awaited<ReturnType<typeof emptyOutbox>>,
  { topic, count, bytes, seed }: { topic: string; count: number; bytes: number; seed: number },
): Promise<void> {
  const random = randomFrom(seed);
  const noise = randomBytes(bytes);
  const written = new Map<string, number>();
  const row = () => {
    const key = `prd_${random.below(KEYS)}`;
    const number = (written.get(key) ?? 0) + 1;
    written.set(key, number);
    const value = Buffer.from(noise);
    value.write(`${key} ${number} `);
    return { topic, key, value, eventId: randomUUID(), eventType: 'Numbered', traceparent: undefined };
  };
  for (let at = 0; at < count; at += WRITTEN_AT_ONCE) {
    const rows = Array.from({ length: Math.min(WRITTEN_AT_ONCE, count - at) }, row);
    await inTransaction(database, (transaction) => insertIntoOutbox(transaction, rows));
  }
}
