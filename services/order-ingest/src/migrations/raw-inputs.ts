import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** What came in, byte for byte, and what is known from it. */
export class RawInputs1790000000000 implements InstanceType<Migration> {
  name = 'RawInputs1790000000000';

  async up(db: Statements): Promise<void> {
    // `contradiction` is '' for the first bytes under a webhook id, and the hash of their own for other bytes that came under it later.
    await db.query(`
      CREATE TABLE raw_input (
        id uuid PRIMARY KEY,
        channel text NOT NULL,
        topic text NOT NULL,
        webhook_id text NOT NULL,
        contradiction text NOT NULL DEFAULT '',
        event_id text,
        triggered_at timestamptz,
        body bytea NOT NULL,
        hash text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'done', 'repeated', 'rejected', 'ignored')),
        reason text,
        order_id text CHECK (order_id IS NOT NULL OR state <> 'pending'),
        subject_id text,
        traceparent text,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (channel, webhook_id, contradiction)
      )`);
    await db.query(`CREATE INDEX raw_input_pending ON raw_input (id) WHERE state = 'pending'`);
    await db.query(`CREATE INDEX raw_input_pending_of_order ON raw_input (order_id, id) WHERE state = 'pending'`);
    await db.query(`CREATE INDEX raw_input_rejected ON raw_input (received_at) WHERE state = 'rejected'`);
    await db.query(`CREATE INDEX raw_input_subject ON raw_input (subject_id) WHERE subject_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE known_order (
        order_id text PRIMARY KEY,
        order_number text,
        shop_currency text,
        business_hash text,
        revision integer NOT NULL CHECK (revision >= 0),
        cancelled boolean NOT NULL,
        early_cancellation jsonb
      )`);
    await db.query(`
      CREATE TABLE known_fact (
        entity text NOT NULL,
        channel text NOT NULL,
        type text NOT NULL CHECK (type IN ('order-created', 'payment-captured', 'order-cancelled')),
        external_id text NOT NULL,
        version text NOT NULL,
        hash text,
        field_hashes jsonb NOT NULL,
        raw_input_id uuid,
        PRIMARY KEY (entity, channel, type, external_id, version)
      )`);
  }

  async down(db: Statements): Promise<void> {
    await db.query('DROP TABLE known_fact, known_order, raw_input');
  }
}
