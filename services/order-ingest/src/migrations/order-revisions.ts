import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** The version of an order that was last said, and updates that wait for their order. Adds only: the version before works on. */
export class OrderRevisions1797400000000 implements InstanceType<Migration> {
  name = 'OrderRevisions1797400000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    for (const statement of DOWN) await db.query(statement);
  }
}

const STATES = `'pending', 'done', 'repeated', 'rejected', 'ignored'`;

const UP = [
  `ALTER TABLE known_order
     ADD COLUMN revision_hashes jsonb,
     ADD COLUMN address_hash text,
     ADD COLUMN subject_id text,
     ADD COLUMN revised_at timestamptz,
     ADD COLUMN revision_triggered_at timestamptz,
     ADD COLUMN revised_by uuid`,
  `CREATE INDEX known_order_subject ON known_order (subject_id) WHERE subject_id IS NOT NULL`,
  `ALTER TABLE raw_input DROP CONSTRAINT raw_input_state_check,
     ADD CONSTRAINT raw_input_state_check CHECK (state IN (${STATES}, 'waiting'))`,
  `CREATE INDEX raw_input_waiting ON raw_input (order_id) WHERE state = 'waiting'`,
];

const DOWN = [
  `DROP INDEX raw_input_waiting`,
  // As they would have ended before: said by nobody.
  `UPDATE raw_input SET state = 'ignored' WHERE state = 'waiting'`,
  `ALTER TABLE raw_input DROP CONSTRAINT raw_input_state_check,
     ADD CONSTRAINT raw_input_state_check CHECK (state IN (${STATES}))`,
  `DROP INDEX known_order_subject`,
  `ALTER TABLE known_order DROP COLUMN revision_hashes, DROP COLUMN address_hash, DROP COLUMN subject_id,
     DROP COLUMN revised_at, DROP COLUMN revision_triggered_at, DROP COLUMN revised_by`,
];
