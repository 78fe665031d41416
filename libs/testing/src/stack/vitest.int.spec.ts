import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { kafkaAnswers } from './kafka-probe.js';
import { registerSchemas } from './setup.js';
import { freshDatabase, testStack, uniquePrefix } from './vitest.js';

const record = (fields: string) => `{"type":"record","name":"Probe","fields":[${fields}]}`;

describe('the stack that specs share', () => {
  it('has a Kafka broker that serves', async () => {
    expect(await kafkaAnswers(Number(testStack().kafkaBrokers.split(':')[1]))).toBe(true);
  });

  it('gives each spec an empty database of its own, durable as in production', async () => {
    const urls = await Promise.all([freshDatabase(), freshDatabase()]);
    expect(new Set(urls).size).toBe(2);
    const client = new pg.Client({ connectionString: urls[0] });
    await client.connect();
    expect((await client.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
    await client.end();
  });

  it('gives the same schema the same id, and refuses one that breaks it', async () => {
    const { registryUrl } = testStack();
    const subject = `${uniquePrefix()}probe`;
    const first = await registerSchemas(registryUrl, [{ subject, schema: record('{"name":"a","type":"string"}') }]);
    const again = await registerSchemas(registryUrl, [{ subject, schema: record('{"name":"a","type":"string"}') }]);
    expect(again).toEqual(first);
    const broken = [{ subject, schema: record('{"name":"a","type":"int"}') }];
    await expect(registerSchemas(registryUrl, broken)).rejects.toThrow(/409/);
  });
});
