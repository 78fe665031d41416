import type { DataSource } from 'typeorm';

/** A table of a service's schema. */
export interface SchemaTable {
  readonly name: string;
  /** Columns of its primary key. */
  readonly key: readonly string[];
  /** Columns that the database fills by itself, with a time or a number of its own. */
  readonly selfFilled: readonly string[];
}

/** Tables that libs/messaging keeps for itself. */
const BOOKKEEPING = ['inbox', 'consumer_offset', 'key_head', 'parked', 'stream_head', 'outbox', 'task'];

/** Tables of no test: what was migrated, and who sends. */
const LEFT_ALONE = ['migration', 'lane_lease'];

export const isBookkeeping = ({ name }: SchemaTable): boolean => BOOKKEEPING.includes(name);

/** All tables of the schema that a test may fill and empty; partitions and views are not tables of their own. */
export async function schemaTables(database: DataSource): Promise<SchemaTable[]> {
  return database.query<SchemaTable[]>(
    `SELECT c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
         WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)) AS key,
       ARRAY(SELECT a.attname::text FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) ~ '(now|timestamp|nextval|random_uuid)\\(|CURRENT_')) AS "selfFilled"
     FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> ALL($1)
       -- A record that nobody may change is not a test's to empty.
       AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'append_only')
     ORDER BY c.relname`,
    [LEFT_ALONE],
  );
}
