import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

export class StockTable1790000000000 implements InstanceType<Migration> {
  name = 'StockTable1790000000000';

  async up(db: Statements): Promise<void> {
    await db.query(
      'CREATE TABLE stock (product_id text PRIMARY KEY, on_hand numeric NOT NULL, movements integer NOT NULL)',
    );
  }

  async down(db: Statements): Promise<void> {
    await db.query('DROP TABLE stock');
  }
}
