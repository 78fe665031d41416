import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was where at the end of each day, for reports that must not ask the ledger. */
export class StockSnapshots1798300000000 implements MigrationInterface {
  name = 'StockSnapshots1798300000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE stock_snapshot_run (
        day date PRIMARY KEY,
        last_product_id text COLLATE "C" NOT NULL DEFAULT '',
        rows bigint NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )`);
    await db.query(`
      CREATE TABLE stock_snapshot (
        day date NOT NULL REFERENCES stock_snapshot_run ON DELETE CASCADE,
        product_id text COLLATE "C" NOT NULL,
        location_id text COLLATE "C" NOT NULL,
        sku text,
        unit text NOT NULL,
        on_hand numeric NOT NULL,
        quarantined numeric NOT NULL,
        reserved numeric NOT NULL,
        incoming numeric NOT NULL,
        in_transit numeric NOT NULL,
        taken_at timestamptz NOT NULL,
        PRIMARY KEY (day, product_id, location_id)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE stock_snapshot');
    await db.query('DROP TABLE stock_snapshot_run');
  }
}
