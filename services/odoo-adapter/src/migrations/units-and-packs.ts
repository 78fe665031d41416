import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** The smallest quantity and the packs of a product. Adds only: the version before works on. */
export class UnitsAndPacks1798701000000 implements InstanceType<Migration> {
  name = 'UnitsAndPacks1798701000000';

  async up(db: Statements): Promise<void> {
    await db.query(`ALTER TABLE odoo_product ADD COLUMN units_hash text NOT NULL DEFAULT ''`);
  }

  async down(db: Statements): Promise<void> {
    await db.query(`ALTER TABLE odoo_product DROP COLUMN units_hash`);
  }
}
