import { type Decimal, decimal, type Instant, instant } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { column } from './column.js';
import { createDataSource } from './data-source.js';
import { ask, defineQuery } from './query.js';
import { inTransaction } from './transaction.js';

let database: DataSource;
beforeAll(async () => {
  const options = { url: await freshDatabase(), schema: 'public', poolSize: 2, applicationName: 'spec' };
  database = await createDataSource(options).initialize();
  await database.query('CREATE TABLE price (sku text, unit_price numeric, valid_from timestamptz)');
  await database.query(
    `INSERT INTO price VALUES ('A', 9.90, '2026-01-01T00:00:00.000001Z'), ('A', 12.5, '2026-02-01Z'), ('A', 13, '2026-03-01Z'), ('B', 1, '2026-01-01Z')`,
  );
});
afterAll(() => database?.destroy());

const pricesBefore = defineQuery({
  name: 'prices before',
  parameters: { sku: column.text(), before: column.instant() },
  columns: { unitPrice: column.decimal(), validFrom: column.instant() },
  text: 'SELECT unit_price, valid_from FROM price WHERE sku = $1 AND valid_from < $2 ORDER BY valid_from DESC',
});

it('a query takes and gives values of the domain, in its own order, to the microsecond', async () => {
  const question = pricesBefore.of({ sku: 'A', before: instant('2026-03-01T00:00:00Z') });
  const found = await inTransaction(database, (transaction) => ask(transaction, question));
  expectTypeOf(found).toEqualTypeOf<{ readonly unitPrice: Decimal; readonly validFrom: Instant }[]>();
  expect(found).toEqual([
    { unitPrice: decimal('12.5'), validFrom: instant('2026-02-01T00:00:00Z') },
    { unitPrice: decimal('9.90'), validFrom: instant('2026-01-01T00:00:00.000001Z') },
  ]);
});

it('two queries of one name are two prepared statements', async () => {
  const other = defineQuery({
    ...{ name: 'prices before', parameters: {}, columns: { sku: column.text() } },
    text: 'SELECT DISTINCT sku FROM price ORDER BY sku',
  });
  const found = await inTransaction(database, async (transaction) => {
    await ask(transaction, pricesBefore.of({ sku: 'A', before: instant('2026-03-01T00:00:00Z') }));
    return ask(transaction, other.of({}));
  });
  expect(found).toEqual([{ sku: 'A' }, { sku: 'B' }]);
});

it.each(['DELETE FROM price RETURNING sku', 'WITH gone AS (DELETE FROM price RETURNING sku) SELECT sku FROM gone'])(
  'a query that writes is refused: %s',
  async (text) => {
    const writing = defineQuery({ name: 'writing', parameters: {}, columns: { sku: column.text() }, text });
    await expect(inTransaction(database, (transaction) => ask(transaction, writing.of({})))).rejects.toThrow();
    expect(await database.query('SELECT count(*)::int AS count FROM price')).toEqual([{ count: 4 }]);
  },
);
