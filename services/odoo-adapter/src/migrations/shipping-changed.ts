import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Another way of delivery that a channel named, until Odoo has it. Adds only: the version before works on. */
export class ShippingChanged1797981000000 implements InstanceType<Migration> {
  name = 'ShippingChanged1797981000000';

  async up(db: Statements): Promise<void> {
    await db.query(`ALTER TABLE odoo_order ADD COLUMN shipping_changed boolean NOT NULL DEFAULT false`);
  }

  async down(db: Statements): Promise<void> {
    await db.query(`ALTER TABLE odoo_order DROP COLUMN shipping_changed`);
  }
}
