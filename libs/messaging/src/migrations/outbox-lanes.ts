import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets several relays share the lanes, each reading its own without passing over those of others, and keeps what was sent from piling up. */
export class OutboxLanes1796500000000 implements MigrationInterface {
  name = 'OutboxLanes1796500000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX outbox_lane ON outbox (lane, id)');
    // Deletes what was acknowledged, and gives the oldest rows of each lane as `id bytes,id bytes,…`, oldest first: one text, as rows of the
    // protocol cost more than reading them. The planner is left no choice. It judges by what the table held when it was analysed last, which
    // is nothing or a million rows, and then reads and sorts all of it, dead rows included. The lane is compared from both sides, because
    // with `=` the order of outbox_pkey would do, which passes over the rows of all other lanes.
    await db.query(`
      CREATE FUNCTION forget_and_find(acknowledged bigint[], being_sent bigint[], lanes smallint[], most_of_lane integer) RETURNS text
      LANGUAGE plpgsql
      SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_custom_plan
      AS $$ BEGIN
        DELETE FROM outbox WHERE id = ANY(acknowledged);
        RETURN (
          SELECT string_agg(id || ' ' || bytes, ',' ORDER BY id)
          FROM unnest(lanes) AS held(lane) CROSS JOIN LATERAL (
            SELECT id, octet_length(value) AS bytes FROM outbox
            WHERE outbox.lane >= held.lane AND outbox.lane <= held.lane AND id <> ALL(being_sent)
            ORDER BY outbox.lane, id LIMIT most_of_lane) AS oldest);
      END $$`);
    await db.query('CREATE TABLE outbox_relay (holder text PRIMARY KEY, expires_at timestamptz NOT NULL)');
    // Rows live for milliseconds: what is dead counts, not what share of the table it is.
    await db.query(`
      ALTER TABLE outbox SET (
        autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000,
        vacuum_truncate = false)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE outbox RESET (
        autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay,
        autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold, vacuum_truncate)`);
    await db.query('DROP TABLE outbox_relay');
    await db.query('DROP FUNCTION forget_and_find(bigint[], bigint[], smallint[], integer)');
    await db.query('DROP INDEX outbox_lane');
  }
}
