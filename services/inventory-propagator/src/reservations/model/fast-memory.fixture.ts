import type { AnyEvent } from '@penstock/contracts';
import type { Given, Handler, Outgoing, UnitOfWork } from '@penstock/messaging';
import type { ChildrenRef, RowRef, Save, Table } from '@penstock/persistence';
import type { Instant } from '@penstock/domain';

type Row = Record<string, unknown>;
type Ref = RowRef<Row> | ChildrenRef<Row>;

/** Tables in memory that find children by an index: for a world of very many steps. Every row is written by one declaration, so it is kept as it is. */
export class FastMemory {
  private readonly tables = new Map<string, Map<string, Row>>();
  private readonly indexes = new Map<string, Map<unknown, Set<string>>>();
  private readonly seen = new Set<string>();
  private said: Outgoing[] = [];

  /** @param saved hears of each row that is written, with the one it replaces */
  constructor(private readonly saved: (table: string, before: Row | undefined, after: Row) => boolean) {}

  /** @returns what was said; nothing where the event was delivered before */
  deliver(handler: Handler, event: AnyEvent, now: Instant): readonly Outgoing[] {
    if (this.seen.has(event.meta.eventId)) return [];
    this.seen.add(event.meta.eventId);
    const first = this.load(handler.loads, event, {});
    const rows = { ...first, ...this.load(handler.thenLoads, event, first) };
    const given: Given = { now, newId: () => 'id', traceparent: null };
    const outcome = handler.handle(event, rows, given);
    if (outcome.outcome === 'skip') return [];
    for (const save of outcome.save) this.save(save);
    return outcome.events as Outgoing[];
  }

  /** A unit of work as far as the loops need one. */
  async run(now: Instant, work: (unit: UnitOfWork) => Promise<unknown>): Promise<readonly Outgoing[]> {
    this.said = [];
    const unit = {
      now,
      load: () => Promise.resolve(),
      row: (ref: RowRef<Row>) => this.row(ref),
      children: (ref: ChildrenRef<Row>) => this.children(ref),
      save: (...saves: Save[]) => saves.forEach((save) => this.save(save)),
      emit: (event: Outgoing) => this.said.push(event),
    };
    await work(unit as unknown as UnitOfWork);
    return this.said;
  }

  row<R>({ table, id, key }: RowRef<R>): R {
    return (this.tables.get(table.name)?.get(id) ?? table.initial(key)) as R;
  }

  children<R>({ table, column, value }: Pick<ChildrenRef<R>, 'table' | 'column' | 'value'>): R[] {
    const name = storeOf(table);
    const rows = this.tables.get(name);
    if (!rows) return [];
    const found = [...(this.index(name, column).get(value) ?? [])].sort();
    return found.map((id) => rows.get(id) as R);
  }

  all<R>(table: Table<R>): R[] {
    return [...(this.tables.get(table.name)?.values() ?? [])] as R[];
  }

  save({ table, row }: Save): void {
    const id = table.idOf(row as Row);
    const rows = this.tables.get(table.name) ?? new Map<string, Row>();
    const before = rows.get(id);
    if (!this.saved(table.name, before, row as Row)) return;
    this.tables.set(table.name, rows);
    rows.set(id, row as Row);
    for (const [key, index] of this.indexes) {
      const [name, column] = key.split(' ') as [string, string];
      if (name !== table.name) continue;
      if (before && before[column] !== (row as Row)[column]) index.get(before[column])?.delete(id);
      place(index, (row as Row)[column], id);
    }
  }

  private index(name: string, column: string): Map<unknown, Set<string>> {
    const key = `${name} ${column}`;
    const known = this.indexes.get(key);
    if (known) return known;
    const index = new Map<unknown, Set<string>>();
    for (const [id, row] of this.tables.get(name) ?? []) place(index, row[column], id);
    this.indexes.set(key, index);
    return index;
  }

  private load(loads: Handler['loads'], event: AnyEvent, earlier: Row): Row {
    const rows: Row = {};
    for (const name in loads) {
      const refs = (loads[name] as (event: AnyEvent, earlier: Row) => Ref | Ref[])(event, earlier);
      rows[name] = Array.isArray(refs) ? refs.flatMap((ref) => this.read(ref)) : this.read(refs);
    }
    return rows;
  }

  private read(ref: Ref): Row | Row[] {
    return ref.kind === 'row' ? this.row(ref) : this.children(ref);
  }
}

/** The one view that these handlers read under another name. */
const storeOf = ({ name }: Pick<Table<unknown>, 'name'>): string => (name === 'waiting_line' ? 'reservation' : name);

function place(index: Map<unknown, Set<string>>, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids) ids.add(id);
  else index.set(value, new Set([id]));
}
