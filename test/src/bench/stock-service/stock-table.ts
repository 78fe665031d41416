import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StockTable1790000000000 implements MigrationInterface {
  name = 'StockTable1790000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'CREATE TABLE stock (product_id text PRIMARY KEY, on_hand numeric NOT NULL, movements integer NOT NULL)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE stock');
  }
}
