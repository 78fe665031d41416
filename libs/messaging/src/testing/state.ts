import { shortName } from './decision.js';
import { isBookkeeping, type SchemaTable } from './schema-tables.js';
import type { ServiceUnderTest } from './service-under-test.js';

type Columns = Record<string, string | null>;

/** What a service has to show for the events it heard. Every column is text, so that no figure loses a digit. */
export interface State {
  /** Its own rows, by table and key. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, Columns>>>>;
  /** What it said, in order: name, key and all fields. */
  readonly outbox: readonly object[];
  /** The tasks it asked for, by natural key. */
  readonly tasks: Readonly<Record<string, object>>;
  /** What became of each event, by handler and event id: `done`, `skipped: …`, or the failure it waits or died with. */
  readonly events: Readonly<Record<string, string>>;
  /** `topic key` of the keys whose events have to wait. */
  readonly closedKeys: readonly string[];
}

export async function readState(service: ServiceUnderTest, tables: readonly SchemaTable[]): Promise<State> {
  const said = await service.outbox();
  return {
    tables: await readTables(service, tables),
    outbox: said.map(({ type, key, event }) => ({ [shortName(type)]: { key, ...event } })),
    tasks: await readTasks(service),
    events: await readEvents(service),
    closedKeys: await readClosedKeys(service),
  };
}

async function readTables(service: ServiceUnderTest, tables: readonly SchemaTable[]): Promise<State['tables']> {
  const own = tables.filter((table) => !isBookkeeping(table));
  if (own.length === 0) return {};
  const rows = await service.query<{ name: string; rows: Columns[] | null }>(
    own
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, (SELECT json_agg(${AS_TEXTS} ORDER BY t::text) FROM ${name} t) AS rows`,
      )
      .join(' UNION ALL '),
  );
  const found = new Map(rows.map((each) => [each.name, each.rows ?? []]));
  return Object.fromEntries(own.map((table) => [table.name, byKey(table, found.get(table.name) ?? [])]));
}

const AS_TEXTS = '(SELECT json_object_agg(key, value) FROM json_each_text(to_json(t)))';

/** Rows under their key, or under their place where the database makes up the key. */
const byKey = ({ key, selfFilled }: SchemaTable, rows: readonly Columns[]): Record<string, Columns> =>
  Object.fromEntries(
    rows.map((row, i) => {
      const own = key.length > 0 && !key.some((name) => selfFilled.includes(name));
      const columns = Object.entries(row).filter(([name]) => !selfFilled.includes(name));
      return [own ? key.map((name) => row[name]).join(' ') : String(i), Object.fromEntries(columns)];
    }),
  );

async function readTasks({ query }: ServiceUnderTest): Promise<State['tasks']> {
  const rows = await query<Record<string, unknown>>(
    'SELECT name, natural_key AS "naturalKey", document, payload, state FROM task ORDER BY name, natural_key',
  );
  return Object.fromEntries(rows.map((row) => [`${String(row['name'])} ${String(row['naturalKey'])}`, row]));
}

async function readEvents({ query }: ServiceUnderTest): Promise<State['events']> {
  const rows = await query<{ handler: string; id: string; state: string; failure: string | null; isAside: boolean }>(
    `SELECT handler, event_id AS id, i.state, p.state IS NOT NULL AS "isAside", concat_ws(' ', p.failure->>'kind', p.failure->>'code') || ': ' || (p.failure->>'message') AS failure
     FROM inbox i LEFT JOIN parked p USING (handler, event_id) ORDER BY 1, 2`,
  );
  const fate = ({ state, failure, isAside }: (typeof rows)[number]) => {
    if (failure !== null) return `${state}, ${failure}`;
    if (state === 'parked') return 'parked behind an earlier event of its key';
    return isAside ? `${state}, and set aside all the same` : state;
  };
  return Object.fromEntries(rows.map((row) => [`${row.handler} ${row.id}`, fate(row)]));
}

async function readClosedKeys({ query }: ServiceUnderTest): Promise<string[]> {
  const rows = await query<{ name: string }>(`SELECT topic || ' ' || key AS name FROM key_head ORDER BY 1`);
  return rows.map(({ name }) => name);
}
