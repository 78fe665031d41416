import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** What was announced of deliveries and prices, and where Odoo's stock is not what was announced. */
export class DeliveriesPricesDrift1797600000000 implements InstanceType<Migration> {
  name = 'DeliveriesPricesDrift1797600000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    for (const statement of DOWN) await db.query(statement);
  }
}

const UP = [
  `CREATE TABLE odoo_delivery (
     picking_id bigint NOT NULL,
     order_id text NOT NULL,
     delivery_id text NOT NULL,
     direction text NOT NULL,
     state text NOT NULL,
     content_hash text NOT NULL,
     PRIMARY KEY (picking_id, order_id)
   )`,
  `CREATE TABLE odoo_price (
     record text NOT NULL,
     product_id text NOT NULL,
     company text NOT NULL,
     odoo_id bigint NOT NULL,
     pricelist text,
     amount numeric NOT NULL,
     currency text NOT NULL,
     minimum_quantity numeric NOT NULL,
     valid_from timestamptz,
     valid_until timestamptz,
     active boolean NOT NULL,
     PRIMARY KEY (record, product_id, company)
   )`,
  `CREATE TABLE odoo_stock_base (
     product_id text NOT NULL,
     location_id text NOT NULL,
     amount numeric NOT NULL,
     suspect numeric,
     suspected_at timestamptz,
     told numeric,
     PRIMARY KEY (product_id, location_id)
   )`,
  `CREATE INDEX odoo_stock_base_suspect ON odoo_stock_base (suspected_at) WHERE suspected_at IS NOT NULL`,
  `CREATE INDEX odoo_seen_product ON odoo_seen (product_id)`,
  // Null in rows that the previous version wrote: a record that is gone is then announced by its code or number.
  `ALTER TABLE odoo_product ADD COLUMN name text`,
  `ALTER TABLE odoo_location ADD COLUMN name text`,
];

const DOWN = [
  `ALTER TABLE odoo_location DROP COLUMN name`,
  `ALTER TABLE odoo_product DROP COLUMN name`,
  `DROP INDEX odoo_seen_product`,
  `DROP TABLE odoo_delivery, odoo_price, odoo_stock_base`,
];
