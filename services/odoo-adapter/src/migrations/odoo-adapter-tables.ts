import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** What is known of Odoo's catalogue, what was asked of it, what it answered, and how far its changes were read. */
export class OdooAdapterTables1790000000000 implements InstanceType<Migration> {
  name = 'OdooAdapterTables1790000000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    await db.query(
      `DROP TABLE odoo_product, odoo_catalog_sku, odoo_location, odoo_order, odoo_order_missing_sku, odoo_record, odoo_seen, odoo_cursor`,
    );
  }
}

const UP = [
  `CREATE TABLE odoo_product (
     odoo_id bigint PRIMARY KEY,
     product_id text NOT NULL,
     sku text,
     unit text NOT NULL,
     storable boolean NOT NULL,
     active boolean NOT NULL,
     content_hash text NOT NULL
   )`,
  `CREATE INDEX odoo_product_sku ON odoo_product (sku) WHERE sku IS NOT NULL`,
  // A row without odoo_id stands for a SKU that somebody asked for and Odoo does not know: the lock on it puts order and poll in a row.
  `CREATE TABLE odoo_catalog_sku (sku text PRIMARY KEY, odoo_id bigint)`,
  `CREATE TABLE odoo_location (
     odoo_id bigint PRIMARY KEY,
     location_id text NOT NULL,
     usage text NOT NULL,
     announced_hash text NOT NULL
   )`,
  `CREATE TABLE odoo_order (
     order_id text PRIMARY KEY,
     state text NOT NULL CHECK (state IN
       ('absent', 'held', 'ready', 'created', 'confirmed', 'cancelling', 'cancelled', 'unwanted', 'refused')),
     order_number text,
     draft jsonb,
     personal jsonb,
     subject_id text,
     odoo_id bigint,
     odoo_name text,
     CHECK (draft IS NOT NULL OR state IN ('absent', 'unwanted')),
     CHECK (odoo_id IS NOT NULL OR state NOT IN ('created', 'confirmed'))
   )`,
  `CREATE INDEX odoo_order_held ON odoo_order (order_id) WHERE state = 'held'`,
  `CREATE INDEX odoo_order_subject ON odoo_order (subject_id) WHERE subject_id IS NOT NULL`,
  `CREATE TABLE odoo_order_missing_sku (order_id text NOT NULL, sku text NOT NULL, PRIMARY KEY (order_id, sku))`,
  `CREATE INDEX odoo_order_missing_sku_of ON odoo_order_missing_sku (sku)`,
  `CREATE TABLE odoo_record (
     model text NOT NULL,
     odoo_id bigint NOT NULL,
     canonical_id text NOT NULL,
     order_id text,
     external_id text NOT NULL,
     PRIMARY KEY (model, odoo_id)
   )`,
  // Not unique: people merge contacts in Odoo, and the external id then names another record.
  `CREATE INDEX odoo_record_canonical ON odoo_record (canonical_id, model)`,
  `CREATE TABLE odoo_seen (
     move_line_id bigint PRIMARY KEY,
     product_id text NOT NULL,
     unit text NOT NULL,
     from_location text,
     to_location text,
     quantity numeric NOT NULL
   )`,
  `CREATE TABLE odoo_cursor (stream text PRIMARY KEY, written_at timestamptz NOT NULL, opened_at timestamptz)`,
];
