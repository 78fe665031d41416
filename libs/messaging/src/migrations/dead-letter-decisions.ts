import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people decide about messages that were set aside: a third state of theirs, and a record of every decision that nobody can change. */
export class DeadLetterDecisions1795250000000 implements MigrationInterface {
  name = 'DeadLetterDecisions1795250000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE parked
        ADD COLUMN discarded_at timestamptz,
        DROP CONSTRAINT parked_state_check,
        ADD CONSTRAINT parked_state_check CHECK (state IN ('waiting', 'dead', 'discarded'))`);
    await db.query(`CREATE INDEX parked_decided ON parked (group_name, state, parked_at) WHERE state <> 'waiting'`);
    await db.query(`
      CREATE TABLE operator_action (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor text NOT NULL CHECK (actor <> ''),
        reason text NOT NULL CHECK (reason <> ''),
        action text NOT NULL CHECK (action IN ('replay', 'discard', 'disclose')),
        outcome text NOT NULL,
        topic text NOT NULL,
        partition integer NOT NULL,
        position bigint NOT NULL,
        key text NOT NULL,
        event_id uuid,
        event_type text,
        failure jsonb
      )`);
    await db.query(`CREATE INDEX operator_action_position ON operator_action (topic, partition, position)`);
    // By a trigger and not by grants alone: the runtime role's default privileges let it change any table of its schema.
    await db.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
      END $$`);
    await db.query(`
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operator_action
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE operator_action');
    await db.query('DROP FUNCTION refuse_change()');
    await db.query('DROP INDEX parked_decided');
    await db.query(`DELETE FROM parked WHERE state = 'discarded'`);
    await db.query(`
      ALTER TABLE parked
        DROP COLUMN discarded_at,
        DROP CONSTRAINT parked_state_check,
        ADD CONSTRAINT parked_state_check CHECK (state IN ('waiting', 'dead'))`);
  }
}
