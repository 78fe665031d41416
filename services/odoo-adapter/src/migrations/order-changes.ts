import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** What a channel changed about an order. Adds only: the version before works on. */
export class OrderChanges1797400000000 implements InstanceType<Migration> {
  name = 'OrderChanges1797400000000';

  async up(db: Statements): Promise<void> {
    await db.query(
      `ALTER TABLE odoo_order
         ADD COLUMN updated_at timestamptz,
         ADD COLUMN removed_lines jsonb NOT NULL DEFAULT '[]',
         ADD COLUMN address_hash text,
         ADD COLUMN ship_to jsonb,
         ADD COLUMN cancelled_units jsonb`,
    );
    await db.query(`ALTER TABLE odoo_order_missing_sku ADD COLUMN needed boolean NOT NULL DEFAULT true`);
  }

  async down(db: Statements): Promise<void> {
    await db.query(`DELETE FROM odoo_order_missing_sku WHERE NOT needed`);
    await db.query(`ALTER TABLE odoo_order_missing_sku DROP COLUMN needed`);
    await db.query(
      `ALTER TABLE odoo_order DROP COLUMN updated_at, DROP COLUMN removed_lines, DROP COLUMN address_hash, DROP COLUMN ship_to,
         DROP COLUMN cancelled_units`,
    );
  }
}
