import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WatchedProductsTable1795000000000 implements MigrationInterface {
  name = 'WatchedProductsTable1795000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE watched_product (
        product_id text PRIMARY KEY,
        sku text,
        on_hand numeric NOT NULL,
        is_low boolean NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE watched_product');
  }
}
