import { followWishes, unfollowWishes } from '@penstock/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What fan-out to many channels needs: since when a listing is to be told, how hot it is, why a channel refuses it, channels that let us in no
 * more, and resyncs. Expands only: the previous version goes on, and each listing it changes counts as cold.
 */
export class FanOut1798500000000 implements MigrationInterface {
  name = 'FanOut1798500000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE product_listing
        ADD COLUMN wanted_since timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN heat integer NOT NULL DEFAULT 0,
        ADD COLUMN refused_code text,
        ADD COLUMN refused_reason text`);
    await db.query(`DROP INDEX product_listing_due`);
    // A lease is in no index: with room on its page, claiming a row writes none.
    await db.query(`ALTER TABLE product_listing SET (fillfactor = 70)`);
    for (const statement of followWishes('product_listing')) await db.query(statement);
    await db.query(
      `CREATE INDEX product_listing_refused ON product_listing (destination) WHERE refused_code IS NOT NULL`,
    );
    await widenWishes(db, 'heat');
    await db.query(`
      CREATE TABLE channel_admission (
        destination text PRIMARY KEY,
        refused_code text NOT NULL,
        refused_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE channel_resync (
        destination text PRIMARY KEY,
        resync_id text NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'done', 'cancelled')),
        actor text NOT NULL CHECK (actor <> ''),
        reason text NOT NULL CHECK (reason <> ''),
        total integer NOT NULL CHECK (total >= 0),
        asked integer NOT NULL CHECK (asked >= 0),
        last_ref text NOT NULL,
        requested_at timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK ((ended_at IS NULL) = (state = 'running'))
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE channel_resync`);
    await db.query(`DROP TABLE channel_admission`);
    await db.query(`ALTER TABLE product_listing RESET (fillfactor)`);
    await db.query(`DROP INDEX product_listing_refused`);
    for (const statement of unfollowWishes('product_listing')) await db.query(statement);
    const kept = (await wishColumns(db)).filter((name) => name !== 'heat');
    await db.query(`DROP VIEW listing_wish`);
    await db.query(`CREATE VIEW listing_wish AS SELECT ${kept.join(', ')} FROM product_listing`);
    await db.query(`
      ALTER TABLE product_listing
        DROP COLUMN wanted_since, DROP COLUMN heat, DROP COLUMN refused_code, DROP COLUMN refused_reason`);
    await db.query(`
      CREATE INDEX product_listing_due ON product_listing (destination, priority, next_attempt_at)
      WHERE desired_version > confirmed_version`);
  }
}

const wishColumns = async (db: QueryRunner): Promise<string[]> => {
  const columns = (await db.query(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = 'listing_wish' ORDER BY ordinal_position`,
  )) as { name: string }[];
  return columns.map(({ name }) => name);
};

/** Shows handlers one more column, after whatever columns other migrations have shown them: a view only grows at its end. */
async function widenWishes(db: QueryRunner, name: string): Promise<void> {
  const columns = [...(await wishColumns(db)), name];
  await db.query(`CREATE OR REPLACE VIEW listing_wish AS SELECT ${columns.join(', ')} FROM product_listing`);
}
