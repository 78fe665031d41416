import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Claims events as what most of them are: new. An INSERT with ON CONFLICT looks for each row first, places it with a mark that others must
 * wait for, and then takes the mark away, in a log record of its own: twice the work of a plain one. So the few ids that are there already are
 * found first, all in one pass over the index, and the others inserted. Where another transaction claims one of them at the same moment, the
 * primary key says so, and they are claimed with ON CONFLICT after all: which ids are new is never anybody's guess.
 *
 * The planner is left no choice: plans that it made while the inbox was empty read all of it later, and of days that cannot hold the ids.
 */
export class ClaimEvents1797800000000 implements MigrationInterface {
  name = 'ClaimEvents1797800000000';

  async up(db: QueryRunner): Promise<void> {
    // Ids come in rising order. The hashes are 32 bytes each.
    await db.query(`
      CREATE FUNCTION claim_events(of_handler text, of_topic text, of_partition integer, ids uuid[], hashes bytea, positions bigint[], keys text[])
      RETURNS uuid[] LANGUAGE plpgsql
      SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
      AS $$ DECLARE
        known uuid[] := ARRAY(
          SELECT event_id FROM inbox
          WHERE handler = of_handler AND event_id = ANY(ids) AND event_id BETWEEN ids[1] AND ids[cardinality(ids)]);
      BEGIN
        BEGIN
          INSERT INTO inbox (handler, event_id, state, hash, topic, partition, position, key)
          SELECT of_handler, id, 'done', hash, of_topic, of_partition, position, key
          FROM (SELECT unnest(ids) AS id, substring(hashes FROM generate_series(1, length(hashes), 32) FOR 32) AS hash,
              unnest(positions) AS position, unnest(keys) AS key) AS claim
          WHERE id <> ALL(known);
          RETURN known;
        EXCEPTION WHEN unique_violation THEN
          WITH fresh AS (
            INSERT INTO inbox (handler, event_id, state, hash, topic, partition, position, key)
            SELECT of_handler, unnest(ids), 'done', substring(hashes FROM generate_series(1, length(hashes), 32) FOR 32), of_topic, of_partition,
              unnest(positions), unnest(keys)
            ON CONFLICT (handler, event_id) DO NOTHING RETURNING event_id)
          SELECT array_agg(id) INTO known FROM (SELECT unnest(ids) AS id EXCEPT SELECT event_id FROM fresh) AS claimed_before;
          RETURN known;
        END;
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION claim_events(text, text, integer, uuid[], bytea, bigint[], text[])');
  }
}
