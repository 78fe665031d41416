import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Who asked what of Odoo, what was said of an order, and how a story is found by any name it has. Adds only: the version before works on. */
export class AuditTrail1797900000000 implements InstanceType<Migration> {
  name = 'AuditTrail1797900000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    for (const statement of DOWN) await db.query(statement);
  }
}

const appendOnly = (table: string): string =>
  `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`;

const UP = [
  `CREATE TABLE odoo_request (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     at timestamptz NOT NULL,
     task text NOT NULL,
     natural_keys text[] NOT NULL,
     model text NOT NULL,
     method text NOT NULL,
     outcome text NOT NULL,
     millis integer NOT NULL,
     record_ids bigint[] NOT NULL,
     trace_id text
   )`,
  `CREATE INDEX odoo_request_keys ON odoo_request USING gin (natural_keys)`,
  appendOnly('odoo_request'),
  `CREATE TABLE odoo_said (
     event_id uuid PRIMARY KEY,
     said_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     event_type text NOT NULL,
     order_id text NOT NULL,
     trace_id text,
     record text,
     exception jsonb
   )`,
  `CREATE INDEX odoo_said_order ON odoo_said (order_id)`,
  `CREATE INDEX odoo_said_record ON odoo_said (record) WHERE record IS NOT NULL`,
  appendOnly('odoo_said'),
  // Null in rows that the previous version wrote.
  `ALTER TABLE odoo_seen ADD COLUMN order_id text, ADD COLUMN picking_id bigint`,
  `CREATE INDEX odoo_seen_order ON odoo_seen (order_id) WHERE order_id IS NOT NULL`,
  `ALTER TABLE odoo_delivery ADD COLUMN name text`,
  `CREATE INDEX odoo_delivery_order ON odoo_delivery (order_id)`,
  `CREATE INDEX odoo_delivery_name ON odoo_delivery (name)`,
  `CREATE INDEX odoo_delivery_delivery ON odoo_delivery (delivery_id)`,
  `CREATE INDEX odoo_order_number ON odoo_order (order_number)`,
  `CREATE INDEX odoo_order_name ON odoo_order (odoo_name)`,
  `CREATE INDEX odoo_order_origin ON odoo_order ((draft->>'origin'))`,
  `CREATE INDEX odoo_order_channel_id ON odoo_order (split_part(draft->>'origin', '/', 2))`,
  `CREATE INDEX odoo_order_customer ON odoo_order ((draft->>'customerId'))`,
  `CREATE INDEX odoo_record_external ON odoo_record (external_id)`,
  `CREATE INDEX odoo_record_order ON odoo_record (order_id) WHERE order_id IS NOT NULL`,
  `CREATE INDEX odoo_task_of_document ON task (document)`,
];

const DOWN = [
  `DROP INDEX odoo_task_of_document, odoo_record_order, odoo_record_external, odoo_order_customer, odoo_order_channel_id,
     odoo_order_origin, odoo_order_name, odoo_order_number, odoo_delivery_delivery, odoo_delivery_name, odoo_delivery_order,
     odoo_seen_order`,
  `ALTER TABLE odoo_delivery DROP COLUMN name`,
  `ALTER TABLE odoo_seen DROP COLUMN order_id, DROP COLUMN picking_id`,
  `DROP TABLE odoo_said, odoo_request`,
];
