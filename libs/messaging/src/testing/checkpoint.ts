import type { DataSource, EntityManager } from 'typeorm';
import type { SchemaTable } from './schema-tables.js';

/** The rows of each table, as JSON text; null where it is empty. */
type Dump = ReadonlyMap<string, string | null>;

type Queries = Pick<DataSource | EntityManager, 'query'>;

async function dump(database: Queries, tables: readonly SchemaTable[]): Promise<Dump> {
  const selects = tables.map(
    ({ name }) => `SELECT '${name}' AS name, (SELECT json_agg(t ORDER BY t::text)::text FROM ${name} t) AS rows`,
  );
  const rows = await database.query<{ name: string; rows: string | null }[]>(selects.join(' UNION ALL '));
  return new Map(rows.map(({ name, rows: text }) => [name, text]));
}

/** Everything in a service's tables at one moment, to which the database can be put back as often as a test likes. */
export class Checkpoint {
  private constructor(
    private readonly database: DataSource,
    private readonly tables: readonly SchemaTable[],
    private readonly then: Dump,
  ) {}

  static async of(database: DataSource, tables: readonly SchemaTable[]): Promise<Checkpoint> {
    return new Checkpoint(database, tables, await dump(database, tables));
  }

  /** All of it as text, to look for what was there. */
  get text(): string {
    return [...this.then.values()].join('\n');
  }

  /** Tables whose rows are not what they were. */
  async changed(): Promise<string[]> {
    const now = await dump(this.database, this.tables);
    return [...this.then].filter(([name, rows]) => now.get(name) !== rows).map(([name]) => name);
  }

  /** Puts back what was changed, foreign keys and triggers aside: the role must be allowed to set session_replication_role. */
  async restore(): Promise<void> {
    const changed = await this.changed();
    if (changed.length === 0) return;
    await this.database.transaction(async (transaction) => {
      await transaction.query('SET LOCAL session_replication_role = replica');
      for (const name of changed) {
        await transaction.query(`DELETE FROM ${name}`);
        await transaction.query(
          `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${name}, $1::json)`,
          [this.then.get(name) ?? '[]'],
        );
      }
    });
  }
}
