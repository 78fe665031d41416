import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Identifiers, the mapping of listings, and comparisons of stock. Expands only: the previous version's code goes on without them. */
export class IdentifiersAndDrift1798600000000 implements MigrationInterface {
  name = 'IdentifiersAndDrift1798600000000';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...IDENTIFIERS, ...LISTINGS, ...DRIFT]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const view of ['claimed_identifier', 'named_listing']) await db.query(`DROP VIEW ${view}`);
    for (const table of TABLES) await db.query(`DROP TABLE ${table}`);
  }
}

const IDENTIFIERS = [
  // The lock of a code: two products that bring the same one at the same moment are thereby put in a row.
  `CREATE TABLE identifier (
    kind text NOT NULL CHECK (kind IN ('gtin', 'barcode')),
    value text NOT NULL CHECK (value <> ''),
    contested boolean NOT NULL,
    PRIMARY KEY (kind, value)
  )`,
  `CREATE TABLE identifier_claim (
    kind text NOT NULL CHECK (kind IN ('gtin', 'barcode')),
    value text NOT NULL,
    product_id text NOT NULL,
    unit text NOT NULL,
    contains numeric NOT NULL CHECK (contains > 0),
    is_pack boolean NOT NULL,
    product_name text NOT NULL,
    held boolean NOT NULL,
    PRIMARY KEY (kind, value, product_id, unit)
  )`,
  `CREATE INDEX identifier_claim_value ON identifier_claim (value)`,
  `CREATE INDEX identifier_claim_product ON identifier_claim (product_id)`,
  `CREATE VIEW claimed_identifier AS SELECT kind, value, product_id, unit FROM identifier_claim WHERE held`,
];

const LISTINGS = [
  `CREATE TABLE channel_listing (
    destination text NOT NULL,
    ref text NOT NULL,
    title text,
    barcode text,
    code text,
    stated_sku text,
    stated_at timestamptz,
    given_sku text,
    given_by text,
    decided_sku text,
    decided_by text,
    decided_at timestamptz,
    active boolean NOT NULL,
    sku text,
    product_id text,
    listed_under text,
    problem text CHECK (problem IN ('CHANNEL_UNKNOWN', 'NOT_NAMED', 'UNKNOWN_SKU', 'UNKNOWN_BARCODE', 'CONTESTED_BARCODE',
      'TWO_SKUS', 'TWO_PRODUCTS', 'PACK_LISTED')),
    problem_since timestamptz,
    pending boolean NOT NULL,
    PRIMARY KEY (destination, ref)
  )`,
  `CREATE INDEX channel_listing_sku ON channel_listing (sku)`,
  `CREATE INDEX channel_listing_code ON channel_listing (code) WHERE code IS NOT NULL`,
  `CREATE INDEX channel_listing_under ON channel_listing (listed_under) WHERE listed_under IS NOT NULL`,
  `CREATE INDEX channel_listing_pending ON channel_listing (destination, ref) WHERE pending`,
  `CREATE INDEX channel_listing_problem ON channel_listing (destination, ref) WHERE problem IS NOT NULL`,
  // What the previous version listed by the channels file is what counts until the file is read again.
  `INSERT INTO channel_listing (destination, ref, given_sku, given_by, active, sku, product_id, listed_under, pending)
   SELECT destination, ref, sku, 'channels file', true, sku, product_id, product_id, true FROM product_listing WHERE product_id <> ''`,
  `CREATE VIEW named_listing AS SELECT destination, ref, sku, code, listed_under FROM channel_listing`,
  `CREATE TABLE listing_import (
    import_id text PRIMARY KEY,
    file text NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    taken bigint NOT NULL,
    unchanged bigint NOT NULL,
    refused bigint NOT NULL,
    last_line bigint NOT NULL,
    begun_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL
  )`,
  `CREATE TABLE listing_decision (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    destination text NOT NULL,
    ref text NOT NULL,
    sku text,
    before_sku text,
    ended boolean NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    decided_at timestamptz NOT NULL
  )`,
  `CREATE INDEX listing_decision_listing ON listing_decision (destination, ref, id)`,
];

const DRIFT = [
  `CREATE TABLE product_price (
    product_id text PRIMARY KEY,
    amount numeric,
    currency text,
    stated_at timestamptz
  )`,
  `CREATE TABLE drift (
    place text NOT NULL,
    product_id text NOT NULL,
    ref text NOT NULL,
    comparison text NOT NULL CHECK (comparison IN ('ODOO_LEDGER', 'LEDGER_CHANNEL')),
    drift_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('suspected', 'open', 'repaired', 'over')),
    expected numeric NOT NULL,
    found numeric NOT NULL,
    unit text NOT NULL,
    cause text NOT NULL CHECK (cause IN ('UNKNOWN', 'MOVEMENT_MISSED', 'MOVEMENT_DOUBLED', 'CHANGED_AT_CHANNEL', 'NEVER_TOLD',
      'REFUSED_BY_CHANNEL', 'LISTING_DELETED')),
    value_at_risk numeric,
    currency text,
    comparison_id text NOT NULL,
    basis text NOT NULL,
    since timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (place, product_id, ref)
  )`,
  `CREATE INDEX drift_product ON drift (product_id)`,
  `CREATE INDEX drift_comparison ON drift (comparison_id, place, ref) WHERE state = 'suspected'`,
  `CREATE INDEX drift_seen ON drift (seen_at)`,
  `CREATE TABLE drift_run (
    run_id text PRIMARY KEY,
    destination text NOT NULL,
    state text NOT NULL CHECK (state IN ('reading', 'settling', 'done', 'failed')),
    asked_by text NOT NULL CHECK (asked_by <> ''),
    reason text NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    next_at timestamptz NOT NULL,
    leased_until timestamptz NOT NULL,
    cursor text NOT NULL,
    listings integer NOT NULL,
    compared integer NOT NULL,
    alike integer NOT NULL,
    in_flight integer NOT NULL,
    drifted integer NOT NULL,
    repaired integer NOT NULL,
    failures integer NOT NULL,
    trouble text
  )`,
  `CREATE UNIQUE INDEX drift_run_under_way ON drift_run (destination) WHERE state IN ('reading', 'settling')`,
  `CREATE INDEX drift_run_begun ON drift_run (destination, begun_at)`,
];

const TABLES = [
  'drift_run',
  'drift',
  'product_price',
  'listing_decision',
  'listing_import',
  'channel_listing',
  'identifier_claim',
  'identifier',
];
