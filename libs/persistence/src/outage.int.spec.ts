import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDataSource } from './data-source.js';
import { passageTo } from './passage.fixture.js';
import { isInfrastructure } from './sql-error.js';
import { inTransaction, type Transaction } from './transaction.js';

async function connectedTo(url: string): Promise<DataSource> {
  const options = { schema: 'public', poolSize: 2, applicationName: 'spec', silenceTimeoutMillis: 500 };
  const database = await createDataSource({ url, ...options }).initialize();
  onTestFinished(() => database.destroy());
  return database;
}

const one = (transaction: Transaction) => transaction.query<{ one: number }>('SELECT 1 AS one');
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

it('tells of each connection that is made, for it may be to a database that was restored', async () => {
  let made = 0;
  const options = { schema: 'public', poolSize: 1, applicationName: 'spec', onConnect: () => void (made += 1) };
  const database = await createDataSource({ url: await freshDatabase(), ...options }).initialize();
  onTestFinished(() => database.destroy());
  await inTransaction(database, one);
  const before = made;
  const ended = inTransaction(database, (transaction) =>
    transaction.query('SELECT pg_terminate_backend(pg_backend_pid())'),
  );
  expect(isInfrastructure(await failureOf(ended))).toBe(true);
  await inTransaction(database, one);
  expect(made).toBe(before + 1);
});

describe('trouble that says nothing about the data', () => {
  it('is a connection on which nobody answers: it ends, and the next transaction has another', async () => {
    const passage = await passageTo(await freshDatabase());
    const database = await connectedTo(passage.url);
    const failure = await failureOf(
      inTransaction(database, async (transaction) => {
        passage.swallow();
        return one(transaction);
      }),
    );
    expect(failure).toMatchObject({ message: expect.stringContaining('said nothing') as string });
    expect(isInfrastructure(failure)).toBe(true);
    expect(await inTransaction(database, one)).toEqual([{ one: 1 }]);
  });

  it('is a lock that somebody keeps: the statement gives up by its own name before its connection is taken for dead', async () => {
    const database = await connectedTo(await freshDatabase());
    await database.query('CREATE TABLE kept AS SELECT 1 AS id');
    const wait = (transaction: Transaction) => transaction.query('SELECT id FROM kept FOR UPDATE');
    const failure = await inTransaction(database, async (keeper) => {
      await wait(keeper);
      return failureOf(inTransaction(database, wait));
    });
    expect(failure).toMatchObject({ code: '55P03' });
    expect(isInfrastructure(failure)).toBe(true);
  });

  it('is whatever keeps a connection from being made, such as a database that has another name for a moment', async () => {
    const url = await freshDatabase();
    const database = await connectedTo(url);
    const name = new URL(url).pathname.slice(1);
    const aside = await connectedTo(await freshDatabase());
    await aside.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await aside.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await aside.query(`ALTER DATABASE ${name} RENAME TO ${name}_away`);
    const failure = await failureOf(inTransaction(database, one));
    expect(failure).toMatchObject({ code: '3D000' });
    expect(isInfrastructure(failure)).toBe(true);
    await aside.query(`ALTER DATABASE ${name}_away RENAME TO ${name}`);
    await aside.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    expect(await inTransaction(database, one)).toEqual([{ one: 1 }]);
  });
});
