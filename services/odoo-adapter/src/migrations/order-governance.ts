import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** By which mapping and into which company an order was written, and what keeps one from it. Adds only: the version before works on. */
export class OrderGovernance1797100000000 implements InstanceType<Migration> {
  name = 'OrderGovernance1797100000000';

  async up(db: Statements): Promise<void> {
    await db.query(
      `ALTER TABLE odoo_order
         ADD COLUMN company_id bigint,
         ADD COLUMN mapping_version text,
         ADD COLUMN hold jsonb,
         ADD COLUMN held_until timestamptz`,
    );
    await db.query(`CREATE INDEX odoo_order_held_until ON odoo_order (held_until) WHERE state = 'held'`);
  }

  async down(db: Statements): Promise<void> {
    await db.query(
      `ALTER TABLE odoo_order DROP COLUMN company_id, DROP COLUMN mapping_version, DROP COLUMN hold, DROP COLUMN held_until`,
    );
  }
}
