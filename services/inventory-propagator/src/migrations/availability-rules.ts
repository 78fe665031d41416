import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rules of what is available to sell, kits, and what is to be reviewed. Expands only: the previous version goes on, and its listings count as
 * computed by no rules, so that the new one computes each of them once.
 */
export class AvailabilityRules1798400000000 implements MigrationInterface {
  name = 'AvailabilityRules1798400000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rule_set (
        scope text PRIMARY KEY CHECK (scope = 'entity'),
        version bigint NOT NULL CHECK (version >= 0),
        compiled text NOT NULL
      )`);
    await db.query(`
      CREATE TABLE rule_set_version (
        version bigint PRIMARY KEY CHECK (version > 0),
        document text NOT NULL,
        compiled text NOT NULL,
        actor text NOT NULL CHECK (actor <> ''),
        reason text NOT NULL CHECK (reason <> ''),
        restores bigint REFERENCES rule_set_version,
        set_at timestamptz NOT NULL
      )`);
    // A version that was in force was in force: what a listing was computed with must stay explainable. The function is messaging's.
    await db.query(`
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_set_version
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await db.query(`
      CREATE TABLE kit_component (
        kit_product_id text NOT NULL,
        component_product_id text NOT NULL,
        kit_sku text,
        quantity numeric NOT NULL CHECK (quantity >= 0),
        PRIMARY KEY (kit_product_id, component_product_id)
      )`);
    await db.query(`CREATE INDEX kit_component_of ON kit_component (component_product_id)`);
    await db.query(`CREATE INDEX kit_component_sku ON kit_component (kit_sku) WHERE kit_sku IS NOT NULL`);
    await db.query(`
      CREATE TABLE availability_review (
        product_id text PRIMARY KEY,
        asked_at timestamptz NOT NULL,
        traceparent text,
        postponed_until timestamptz
      )`);
    await db.query(`CREATE INDEX availability_review_asked ON availability_review (asked_at)`);
    await db.query(`
      ALTER TABLE product
        ADD COLUMN in_kits boolean NOT NULL DEFAULT false,
        ADD COLUMN is_kit boolean NOT NULL DEFAULT false`);
    await db.query(`ALTER TABLE product_listing ADD COLUMN rules_version bigint NOT NULL DEFAULT -1`);
    await db.query(`CREATE INDEX product_listing_rules ON product_listing (rules_version, product_id)`);
    await db.query(`
      CREATE OR REPLACE VIEW listing_wish AS
      SELECT destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority, traceparent, rules_version
      FROM product_listing`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW listing_wish`);
    await db.query(`
      CREATE VIEW listing_wish AS
      SELECT destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority, traceparent
      FROM product_listing`);
    await db.query(`ALTER TABLE product_listing DROP COLUMN rules_version`);
    await db.query(`ALTER TABLE product DROP COLUMN in_kits, DROP COLUMN is_kit`);
    for (const table of ['availability_review', 'kit_component', 'rule_set_version', 'rule_set'])
      await db.query(`DROP TABLE ${table}`);
  }
}
