import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** What others reported of goods (shipments, returns, counts), what came of it in Odoo, and the calls whose answer is awaited. */
export class GoodsReported1797500000000 implements InstanceType<Migration> {
  name = 'GoodsReported1797500000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    await db.query(`DROP INDEX odoo_product_product_id, odoo_location_location_id`);
    await db.query(
      `DROP TABLE odoo_open_call, odoo_reported_shipment, odoo_received_return, odoo_stock_count, odoo_last_count`,
    );
  }
}

const UP = [
  `CREATE TABLE odoo_open_call (key text PRIMARY KEY, begun_at timestamptz NOT NULL)`,
  `CREATE TABLE odoo_reported_shipment (
     shipment_id text PRIMARY KEY,
     order_id text NOT NULL,
     state text NOT NULL CHECK (state IN ('absent', 'wanted', 'delivered', 'refused')),
     report jsonb NOT NULL,
     content_hash text NOT NULL,
     refusal text,
     CHECK ((refusal IS NOT NULL) = (state = 'refused'))
   )`,
  `CREATE INDEX odoo_reported_shipment_order ON odoo_reported_shipment (order_id)`,
  `CREATE TABLE odoo_received_return (
     return_id text PRIMARY KEY,
     order_id text NOT NULL,
     state text NOT NULL CHECK (state IN ('absent', 'wanted', 'booked', 'refused')),
     report jsonb NOT NULL,
     content_hash text NOT NULL,
     refusal text,
     CHECK ((refusal IS NOT NULL) = (state = 'refused'))
   )`,
  `CREATE INDEX odoo_received_return_order ON odoo_received_return (order_id)`,
  `CREATE TABLE odoo_stock_count (
     count_id text PRIMARY KEY,
     product_id text NOT NULL,
     location_id text NOT NULL,
     state text NOT NULL CHECK (state IN ('absent', 'wanted', 'applied', 'refused')),
     counted numeric NOT NULL,
     unit text NOT NULL,
     counted_at timestamptz NOT NULL,
     reference text,
     odoo_product_id bigint,
     odoo_location_id bigint,
     content_hash text NOT NULL,
     refusal text,
     odoo_move_id bigint,
     CHECK ((refusal IS NOT NULL) = (state = 'refused')),
     CHECK (odoo_move_id IS NOT NULL OR state <> 'applied')
   )`,
  `CREATE INDEX odoo_stock_count_place ON odoo_stock_count (product_id, location_id)`,
  `CREATE TABLE odoo_last_count (
     product_id text NOT NULL,
     location_id text NOT NULL,
     count_id text NOT NULL,
     counted_at timestamptz NOT NULL,
     PRIMARY KEY (product_id, location_id)
   )`,
  `CREATE INDEX odoo_product_product_id ON odoo_product (product_id)`,
  `CREATE INDEX odoo_location_location_id ON odoo_location (location_id)`,
];
