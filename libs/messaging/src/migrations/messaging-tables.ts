import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of exactly-once effects, one set in each service's schema. */
export class MessagingTables1700000000000 implements MigrationInterface {
  name = 'MessagingTables1700000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE inbox (
        handler text NOT NULL,
        event_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('done', 'skipped', 'parked', 'dead')),
        hash bytea NOT NULL,
        topic text NOT NULL,
        partition integer NOT NULL,
        position bigint NOT NULL,
        key text NOT NULL,
        PRIMARY KEY (handler, event_id)
      ) PARTITION BY RANGE (event_id)`);
    // Run with the owner's rights, so that the service's runtime role may keep partitions without owning tables.
    await db.query(`
      CREATE FUNCTION keep_inbox_partitions(days_back integer, days_ahead integer) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE
        day date;
        old record;
        first_id CONSTANT text := '%s-%s-7000-8000-000000000000';
        hex text;
        lower_id uuid;
        upper_id uuid;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.inbox'));
        FOR day IN SELECT generate_series(current_date - days_back, current_date + days_ahead, interval '1 day')::date LOOP
          CONTINUE WHEN to_regclass(format('inbox_%s', to_char(day, 'YYYYMMDD'))) IS NOT NULL;
          hex := lpad(to_hex((extract(epoch FROM day::timestamp AT TIME ZONE 'UTC') * 1000)::bigint), 12, '0');
          lower_id := format(first_id, left(hex, 8), right(hex, 4))::uuid;
          hex := lpad(to_hex((extract(epoch FROM (day + 1)::timestamp AT TIME ZONE 'UTC') * 1000)::bigint), 12, '0');
          upper_id := format(first_id, left(hex, 8), right(hex, 4))::uuid;
          EXECUTE format('CREATE TABLE inbox_%s PARTITION OF inbox FOR VALUES FROM (%L) TO (%L)', to_char(day, 'YYYYMMDD'), lower_id, upper_id);
        END LOOP;
        FOR old IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
          WHERE i.inhparent = 'inbox'::regclass AND c.relname < format('inbox_%s', to_char(current_date - days_back, 'YYYYMMDD')) LOOP
          EXECUTE format('DROP TABLE %I', old.relname);
        END LOOP;
      END $$`);
    await db.query(`SELECT keep_inbox_partitions(90, 7)`);
    await db.query(`
      CREATE TABLE consumer_offset (
        group_name text NOT NULL,
        topic text NOT NULL,
        partition integer NOT NULL,
        next_offset bigint NOT NULL,
        PRIMARY KEY (group_name, topic, partition)
      )`);
    await db.query(`
      CREATE TABLE key_head (
        group_name text NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        next_attempt_at timestamptz,
        PRIMARY KEY (group_name, topic, key)
      )`);
    await db.query(`CREATE INDEX key_head_due ON key_head (group_name, next_attempt_at)`);
    await db.query(`
      CREATE TABLE parked (
        group_name text NOT NULL,
        topic text NOT NULL,
        partition integer NOT NULL,
        position bigint NOT NULL,
        key text NOT NULL,
        handler text,
        event_id uuid,
        event_type text,
        state text NOT NULL CHECK (state IN ('waiting', 'dead')),
        value bytea,
        headers jsonb NOT NULL,
        attempts integer NOT NULL,
        failure jsonb,
        subject_id text,
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (group_name, topic, partition, position)
      )`);
    await db.query(`CREATE INDEX parked_by_key ON parked (group_name, topic, key, partition, position)`);
    await db.query(`CREATE INDEX parked_by_subject ON parked (subject_id) WHERE subject_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE stream_head (
        topic text NOT NULL,
        key text NOT NULL,
        sequence bigint NOT NULL,
        PRIMARY KEY (topic, key)
      )`);
    await db.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
        lane smallint NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        event_id uuid NOT NULL,
        event_type text NOT NULL,
        value bytea NOT NULL,
        traceparent text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await db.query(
      `CREATE TABLE lane_lease (lane smallint PRIMARY KEY, holder text NOT NULL DEFAULT '', expires_at timestamptz NOT NULL DEFAULT 'epoch')`,
    );
    await db.query(`INSERT INTO lane_lease (lane) SELECT generate_series(0, 7)`);
    await db.query(`
      CREATE TABLE task (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        natural_key text NOT NULL,
        document text NOT NULL,
        payload jsonb NOT NULL,
        cause jsonb NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT 'epoch',
        leased_until timestamptz NOT NULL DEFAULT 'epoch',
        last_failure jsonb,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ended_at timestamptz,
        UNIQUE (name, natural_key)
      )`);
    await db.query(`CREATE INDEX task_waiting ON task (name, id) WHERE state = 'waiting'`);
    await db.query(`CREATE INDEX task_document ON task (document, id) WHERE state = 'waiting'`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of [
      'task',
      'lane_lease',
      'outbox',
      'stream_head',
      'parked',
      'key_head',
      'consumer_offset',
      'inbox',
    ])
      await db.query(`DROP TABLE ${table}`);
    await db.query('DROP FUNCTION keep_inbox_partitions(integer, integer)');
  }
}
