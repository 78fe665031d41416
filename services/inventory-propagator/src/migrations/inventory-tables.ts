import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Catalogue projections, ledger, reservations and listings. */
export class InventoryTables1763700000000 implements MigrationInterface {
  name = 'InventoryTables1763700000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalog_sku (
        sku text PRIMARY KEY,
        product_id text
      )`);
    await db.query(`
      CREATE TABLE location (
        location_id text PRIMARY KEY,
        name text NOT NULL,
        warehouse_code text,
        sellable boolean NOT NULL,
        known boolean NOT NULL
      )`);
    await db.query(`
      CREATE TABLE product (
        product_id text PRIMARY KEY,
        sku text,
        name text,
        unit text,
        active boolean NOT NULL,
        on_hand numeric NOT NULL,
        reserved numeric NOT NULL CHECK (reserved >= 0),
        announced numeric NOT NULL
      )`);
    await db.query(`
      CREATE TABLE stock_level (
        product_id text NOT NULL,
        location_id text NOT NULL,
        sellable boolean NOT NULL,
        on_hand numeric NOT NULL,
        counted_at timestamptz,
        last_moved_at timestamptz,
        PRIMARY KEY (product_id, location_id)
      )`);
    await db.query(`CREATE INDEX stock_level_location ON stock_level (location_id)`);
    await db.query(`
      CREATE TABLE stock_movement (
        event_id uuid NOT NULL,
        position integer NOT NULL,
        product_id text NOT NULL,
        location_id text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('adjusted', 'shipped', 'counted')),
        quantity numeric NOT NULL,
        unit text NOT NULL,
        cause text NOT NULL,
        effective_at timestamptz NOT NULL,
        level_day text NOT NULL,
        applied boolean NOT NULL,
        order_line_id text,
        odoo_move_id bigint,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (event_id, position)
      )`);
    await db.query(`CREATE INDEX stock_movement_level_day ON stock_movement (level_day)`);
    await db.query(`
      CREATE TABLE customer_order (
        order_id text PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('expected', 'taken', 'cancelled'))
      )`);
    await db.query(`
      CREATE TABLE reservation (
        line_id text PRIMARY KEY,
        order_id text NOT NULL,
        state text NOT NULL CHECK (state IN ('expected', 'held', 'reserved', 'rejected', 'released', 'consumed')),
        sku text,
        waiting_sku text CHECK ((waiting_sku IS NOT NULL) = (state = 'held')),
        product_id text,
        unit text NOT NULL,
        ordered numeric NOT NULL CHECK (ordered >= 0),
        cancelled numeric NOT NULL CHECK (cancelled >= 0),
        shipped numeric NOT NULL CHECK (shipped >= 0),
        reserved numeric NOT NULL CHECK (reserved >= 0),
        CHECK ((reserved > 0) = (state = 'reserved'))
      )`);
    await db.query(`CREATE INDEX reservation_order ON reservation (order_id)`);
    await db.query(`CREATE INDEX reservation_waiting ON reservation (waiting_sku) WHERE waiting_sku IS NOT NULL`);
    // Handlers insert through the view below: the worker's columns begin with these defaults.
    await db.query(`
      CREATE TABLE product_listing (
        destination text NOT NULL,
        ref text NOT NULL,
        product_id text NOT NULL,
        sku text NOT NULL,
        buffer integer NOT NULL CHECK (buffer >= 0),
        quantity integer NOT NULL CHECK (quantity >= 0),
        sold integer NOT NULL,
        desired_version bigint NOT NULL,
        priority integer NOT NULL,
        traceparent text,
        confirmed_version bigint NOT NULL DEFAULT 0,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT 'epoch',
        leased_until timestamptz NOT NULL DEFAULT 'epoch',
        told integer,
        told_at timestamptz,
        sold_when_told integer NOT NULL DEFAULT 0,
        compares integer NOT NULL DEFAULT 0,
        reread boolean NOT NULL DEFAULT false,
        hold_until timestamptz,
        PRIMARY KEY (destination, ref)
      )`);
    await db.query(`CREATE INDEX product_listing_product ON product_listing (product_id)`);
    await db.query(`
      CREATE INDEX product_listing_due ON product_listing (destination, priority, next_attempt_at)
      WHERE desired_version > confirmed_version`);
    // What a handler may see of a table under a lock that is not its row's: the columns, and only those, that this lock protects.
    await db.query(`
      CREATE VIEW listing_wish AS
      SELECT destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority, traceparent
      FROM product_listing`);
    await db.query(`CREATE VIEW stocked_product AS SELECT product_id, location_id FROM stock_level`);
    await db.query(`CREATE VIEW waiting_line AS SELECT line_id, order_id, waiting_sku FROM reservation`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const view of ['listing_wish', 'stocked_product', 'waiting_line']) await db.query(`DROP VIEW ${view}`);
    for (const table of TABLES) await db.query(`DROP TABLE ${table}`);
  }
}

const TABLES = [
  'product_listing',
  'reservation',
  'customer_order',
  'stock_movement',
  'stock_level',
  'product',
  'location',
  'catalog_sku',
];
