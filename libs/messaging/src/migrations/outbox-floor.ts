import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a relay's look begin where the last one left off, where that is safe: it passed over the index entries of everything that was sent since
 * the last vacuum, more of them with each look.
 *
 * A session keeps the floor, the id below which nothing unsent of these lanes is or can appear, in its setting `penstock.outbox_floor`. Rows
 * below it that a look can see were sent. A row that becomes visible late has an id that its transaction took before; and as a transaction has
 * its xid before it takes an id (`insertIntoOutbox`), all that took ids lower than one that Kafka has acknowledged have xids lower than one
 * given now. So what was acknowledged is settled, with everything below it, as soon as every running transaction is past that xid.
 *
 * The floor holds for one set of lanes and one file of the table, and for 10 s: rows of a restored database may have ids that were settled.
 */
export class OutboxFloor1797700000000 implements MigrationInterface {
  name = 'OutboxFloor1797700000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION forget_and_find(acknowledged bigint[], being_sent bigint[], lanes smallint[], most_of_lane integer) RETURNS text
      LANGUAGE plpgsql
      SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_custom_plan
      AS $$ DECLARE
        kept text[] := string_to_array(current_setting('penstock.outbox_floor', true), ' ');
        place text := concat(lanes, pg_relation_filenode('outbox'));
        expires timestamptz := clock_timestamp() + interval '10 s';
        floor bigint := 0;
        settled bigint := 0;
        unsettled bigint := 0;
        asked_at xid8;
        lowest bigint;
        found text;
      BEGIN
        IF kept[1] = place AND to_timestamp(kept[2]::float8) > clock_timestamp() THEN
          expires := to_timestamp(kept[2]::float8);
          floor := kept[3];
          settled := kept[4];
          unsettled := kept[5];
          asked_at := kept[6];
        END IF;
        IF asked_at <= pg_snapshot_xmin(pg_current_snapshot()) THEN
          settled := greatest(settled, unsettled);
          asked_at := NULL;
        END IF;
        IF asked_at IS NULL AND cardinality(acknowledged) > 0 THEN
          unsettled := acknowledged[cardinality(acknowledged)];
          asked_at := pg_current_xact_id();
        END IF;
        DELETE FROM outbox WHERE lane = ANY(lanes) AND id = ANY(acknowledged);
        SELECT string_agg(id || ' ' || bytes, ',' ORDER BY id), min(id) INTO found, lowest
          FROM unnest(lanes) AS held(lane) CROSS JOIN LATERAL (
            SELECT id, octet_length(value) AS bytes FROM outbox
            WHERE outbox.lane = held.lane AND id >= floor AND id <> ALL(being_sent) ORDER BY id LIMIT most_of_lane) AS oldest;
        floor := least(settled + 1, lowest, (SELECT min(id) FROM unnest(being_sent) AS id));
        PERFORM set_config('penstock.outbox_floor',
          concat_ws(' ', place, extract(epoch FROM expires), floor, settled, unsettled, asked_at), false);
        RETURN found;
      END $$`);
  }

  /** The function stays: it finds the same as the one before. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
