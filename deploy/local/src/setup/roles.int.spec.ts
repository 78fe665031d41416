import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { testStack } from '@penstock/testing/stack/vitest';
import { databaseUrl } from '../services.js';
import { createRoles } from './roles.js';

const PASSWORD = 'secret of the spec';

const as = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
};

describe('the roles of the services', () => {
  const url = (...[service, purpose]: [Parameters<typeof databaseUrl>[1], Parameters<typeof databaseUrl>[2]]) =>
    databaseUrl(testStack().postgresUrl, service, purpose, PASSWORD);

  beforeAll(async () => {
    await createRoles(testStack().postgresUrl, PASSWORD);
    await createRoles(testStack().postgresUrl, PASSWORD); // every start does it again
    await as(url('order-ingest', 'migrator'), 'CREATE TABLE probe (id bigint GENERATED ALWAYS AS IDENTITY, note text)');
  });

  it('let the runtime read and write the rows of tables that the migrator makes later', async () => {
    const runtime = url('order-ingest', 'runtime');
    expect(await as(runtime, "INSERT INTO probe (note) VALUES ('a') RETURNING id")).toEqual([{ id: '1' }]);
    await as(runtime, "UPDATE probe SET note = 'b'; DELETE FROM probe");
  });

  it('do not let the runtime change tables', async () => {
    const runtime = url('order-ingest', 'runtime');
    await expect(as(runtime, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied for schema/);
    await expect(as(runtime, 'DROP TABLE probe')).rejects.toThrow(/must be owner/);
  });

  it("do not let a service see another one's tables", async () => {
    const other = url('odoo-adapter', 'runtime');
    await expect(as(other, 'SELECT * FROM order_ingest.probe')).rejects.toThrow(/permission denied for schema/);
  });
});
