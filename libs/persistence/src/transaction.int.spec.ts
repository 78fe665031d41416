import { Socket } from 'node:net';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDataSource } from './data-source.js';
import { inTransaction, type Transaction } from './transaction.js';

const Writes = Socket.prototype as unknown as { _writeGeneric(): void };

describe('statements that need not wait for each other', () => {
  let database: DataSource;

  beforeAll(async () => {
    const url = await freshDatabase();
    database = await createDataSource({ url, schema: 'public', poolSize: 1, applicationName: 'spec' }).initialize();
    await database.query('CREATE TABLE note (id integer PRIMARY KEY)');
  });
  beforeEach(() => database.query('TRUNCATE note'));
  afterAll(() => database.destroy());

  const notes = async (): Promise<unknown> =>
    (await database.query<{ id: number }[]>('SELECT id FROM note ORDER BY id')).map(({ id }) => id);

  it('are sent together, and run in their order', async () => {
    await inTransaction(database, async (transaction) => {
      const sent = vi.spyOn(Writes, '_writeGeneric'); // one call of it is one system call
      const answers = await Promise.all([
        transaction.query('INSERT INTO note VALUES ($1)', [1]),
        transaction.query('UPDATE note SET id = $1 RETURNING id', [2]),
        transaction.query('SELECT count(*)::integer AS count FROM note', [], 'count'),
      ]);
      expect(answers).toEqual([[], [{ id: 2 }], [{ count: 1 }]]);
      expect(sent).toHaveBeenCalledTimes(1);
      sent.mockRestore();
    });
    expect(await notes()).toEqual([2]);
  });

  it('all come to nothing when one of them is refused, and the first refusal is the one that is told', async () => {
    const work = inTransaction(database, (transaction) =>
      Promise.all([
        transaction.query('INSERT INTO note VALUES (1)'),
        transaction.query('INSERT INTO note VALUES (1)'),
        transaction.query('INSERT INTO note VALUES (3)'),
      ]),
    );
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).toEqual([]);
  });

  it('tell the first refusal also where the second is heard of sooner', async () => {
    const work = inTransaction(database, (transaction) => {
      const first = transaction.query('INSERT INTO note SELECT 1 FROM generate_series(1, 2)');
      const second = transaction.query('SELECT 1');
      const late = first.finally(() => second.catch(() => undefined));
      return Promise.all([late, second]);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
  });

  it('ask nothing any more once one of them has failed: it would not be part of the transaction', async () => {
    const refused = vi.fn();
    const slow = async (transaction: Transaction): Promise<void> => {
      await transaction.query('INSERT INTO note VALUES (1)');
      await transaction.query('INSERT INTO note VALUES (2)').catch(refused);
    };
    const work = inTransaction(database, (transaction) =>
      Promise.all([slow(transaction), Promise.reject(new Error('enough'))]),
    );
    await expect(work).rejects.toThrow('enough');
    await vi.waitFor(() => expect(refused).toHaveBeenCalled());
    expect(await notes()).toEqual([]);
  });

  it('are rolled back when what asked for them gives up before they are answered', async () => {
    const work = inTransaction(database, (transaction) => {
      const unanswered = transaction.query('INSERT INTO note VALUES (1)');
      return Promise.all([unanswered, Promise.reject(new Error('enough'))]);
    });
    await expect(work).rejects.toThrow('enough');
    expect(await notes()).toEqual([]);
  });

  it('are committed though nobody waited for their answers, in the same breath', async () => {
    const sent = vi.spyOn(Writes, '_writeGeneric');
    await inTransaction(database, async (transaction) => {
      await transaction.query('SELECT 1');
      sent.mockClear();
      void transaction.query('INSERT INTO note VALUES ($1)', [1]);
    });
    expect(sent).toHaveBeenCalledTimes(1);
    sent.mockRestore();
    expect(await notes()).toEqual([1]);
  });

  it('are not taken for committed when one was refused of which nobody wanted to hear', async () => {
    const work = inTransaction(database, async (transaction) => {
      await transaction.query('INSERT INTO note VALUES (1)');
      await transaction.query('INSERT INTO note VALUES (1)').catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).toEqual([]);
  });

  it('are not taken for committed when the last, for which nobody waited, was refused', async () => {
    const unheard = vi.fn();
    const work = inTransaction(database, async (transaction) => {
      await transaction.query('INSERT INTO note VALUES (1)');
      transaction.query('INSERT INTO note VALUES ($1)', [1]).catch(unheard);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(unheard).toHaveBeenCalled();
    expect(await notes()).toEqual([]);
  });

  it('are not committed when one for which nobody waited could not be sent', async () => {
    const unwritable = {
      toPostgres: () => {
        throw new Error('unwritable');
      },
    };
    const work = inTransaction(database, async (transaction) => {
      await transaction.query('INSERT INTO note VALUES (1)');
      transaction.query('INSERT INTO note VALUES ($1)', [unwritable]).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('unwritable');
    expect(await notes()).toEqual([]);
  });
});
