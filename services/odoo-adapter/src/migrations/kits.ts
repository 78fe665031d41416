import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Kits as they were announced. Adds only: the version before works on. */
export class Kits1798703000000 implements InstanceType<Migration> {
  name = 'Kits1798703000000';

  async up(db: Statements): Promise<void> {
    await db.query(
      `CREATE TABLE odoo_kit (odoo_id bigint PRIMARY KEY, product_id text NOT NULL, parts_hash text NOT NULL)`,
    );
  }

  async down(db: Statements): Promise<void> {
    await db.query(`DROP TABLE odoo_kit`);
  }
}
