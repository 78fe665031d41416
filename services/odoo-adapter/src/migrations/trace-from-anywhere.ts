import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Stories of stock, and moves and order lines as names of a story. Adds only: the version before works on. After the audit trail, which it adds to. */
export class TraceFromAnywhere1797980000000 implements InstanceType<Migration> {
  name = 'TraceFromAnywhere1797980000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    for (const statement of DOWN) await db.query(statement);
  }
}

const UP = [
  // Null in rows that the previous version wrote, until the full comparison has filled it in.
  `ALTER TABLE odoo_seen ADD COLUMN move_id bigint`,
  `CREATE INDEX odoo_seen_move ON odoo_seen (move_id) WHERE move_id IS NOT NULL`,
  `CREATE INDEX odoo_seen_unnamed ON odoo_seen (move_line_id) WHERE move_id IS NULL`,
  // For goods that are only planned to move: those that moved are in odoo_seen.
  `ALTER TABLE odoo_delivery ADD COLUMN move_ids jsonb NOT NULL DEFAULT '[]'`,
  `CREATE INDEX odoo_delivery_moves ON odoo_delivery USING gin (move_ids jsonb_path_ops)`,
  `CREATE INDEX odoo_order_lines ON odoo_order USING gin (jsonb_path_query_array(draft, '$.lines[*].lineId'))`,
  `ALTER TABLE odoo_stock_count ADD COLUMN event_id uuid`,
  `UPDATE odoo_stock_count c SET event_id = (t.cause->>'causationId')::uuid
     FROM task t WHERE t.name = 'odoo-adapter.apply-count' AND t.natural_key = c.count_id`,
  `CREATE INDEX odoo_stock_count_event ON odoo_stock_count (event_id)`,
  `CREATE INDEX odoo_stock_count_move ON odoo_stock_count (odoo_move_id)`,
  `CREATE INDEX odoo_stock_count_reference ON odoo_stock_count (reference)`,
  `CREATE TABLE odoo_stock_said (
     event_id uuid PRIMARY KEY,
     said_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     event_type text NOT NULL,
     move_line_id bigint,
     count_id text,
     exception jsonb,
     CHECK (num_nonnulls(move_line_id, count_id) = 1)
   )`,
  `CREATE INDEX odoo_stock_said_line ON odoo_stock_said (move_line_id) WHERE move_line_id IS NOT NULL`,
  `CREATE INDEX odoo_stock_said_count ON odoo_stock_said (count_id) WHERE count_id IS NOT NULL`,
  `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON odoo_stock_said FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const DOWN = [
  `DROP TABLE odoo_stock_said`,
  `ALTER TABLE odoo_stock_count DROP COLUMN event_id`,
  `DROP INDEX odoo_stock_count_move, odoo_stock_count_reference, odoo_order_lines`,
  `ALTER TABLE odoo_delivery DROP COLUMN move_ids`,
  `ALTER TABLE odoo_seen DROP COLUMN move_id`,
];
