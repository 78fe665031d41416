import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** What suppliers are to deliver, as it was announced. Adds only: the version before works on. */
export class ExpectedGoods1798702000000 implements InstanceType<Migration> {
  name = 'ExpectedGoods1798702000000';

  async up(db: Statements): Promise<void> {
    await db.query(`CREATE TABLE odoo_expected (
      move_id bigint PRIMARY KEY,
      expectation_id text NOT NULL,
      product_id text NOT NULL,
      location_id text NOT NULL,
      quantity numeric NOT NULL,
      unit text NOT NULL,
      expected_at timestamptz,
      reference text,
      written_at timestamptz
    )`);
  }

  async down(db: Statements): Promise<void> {
    await db.query(`DROP TABLE odoo_expected`);
  }
}
