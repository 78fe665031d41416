import type { Given, Handler, Outgoing } from '@penstock/messaging';
import type { ChildrenRef, RowRef, Save, Table } from '@penstock/persistence';
import type { AnyEvent } from '@penstock/contracts';
import { type Instant, instant } from '@penstock/domain';
import { type ListingPushRow, listingPushes } from './listings/listing.js';

type Row = Record<string, unknown>;
type Ref = RowRef<Row> | ChildrenRef<Row>;

export const now: Instant = instant('2026-11-21T12:00:00Z');

/** The service's tables in memory: applies handlers as the runner does, so that specs can tell a story and look at what is left. */
export class Memory {
  private readonly tables = new Map<string, Map<string, Row>>();
  private readonly seen = new Set<string>();
  /** Everything that was said, in order. */
  readonly said: Outgoing[] = [];

  /** Applies an event once, however often it is delivered. @returns what it said @throws what the handler threw; then nothing has happened */
  deliver(handler: Handler, event: AnyEvent): Outgoing[] {
    if (this.seen.has(event.meta.eventId)) return [];
    const first = this.load(handler.loads, event, {});
    const rows = { ...first, ...this.load(handler.thenLoads, event, first) };
    const given: Given = { now, newId: () => 'id', traceparent: `00-${event.meta.eventId}` };
    const outcome = handler.handle(event, rows, given);
    this.seen.add(event.meta.eventId);
    if (outcome.outcome === 'skip') return [];
    for (const save of outcome.save) this.save(save);
    this.said.push(...(outcome.events as Outgoing[]));
    return outcome.events as Outgoing[];
  }

  /** The rows of a table, in key order. */
  all<R>(table: Table<R>): R[] {
    const rows = [...(this.tables.get(storeOf(table)) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return rows.map(([, row]) => seenBy(table, row));
  }

  one<R>(ref: RowRef<R>): R {
    return seenBy(ref.table, this.tables.get(storeOf(ref.table))?.get(ref.id) ?? (ref.table.initial(ref.key) as Row));
  }

  save({ table, row }: Save): void {
    const id = table.idOf(row as Row);
    const rows = this.tables.get(storeOf(table)) ?? new Map<string, Row>();
    this.tables.set(storeOf(table), rows);
    rows.set(id, { ...defaultsOf(table, row), ...rows.get(id), ...(row as Row) });
  }

  private load(loads: Handler['loads'], event: AnyEvent, earlier: Row): Row {
    return Object.fromEntries(
      Object.entries(loads).map(([name, declare]) => {
        const refs = declare(event, earlier) as Ref | Ref[];
        return [name, Array.isArray(refs) ? refs.flatMap((ref) => this.read(ref)) : this.read(refs)];
      }),
    );
  }

  private read(ref: Ref): Row | Row[] {
    return ref.kind === 'row' ? this.one(ref) : this.all(ref.table).filter((row) => row[ref.column] === ref.value);
  }
}

/** The views of the migration, by the table whose columns they show. */
const VIEWS: Readonly<Record<string, string>> = {
  listing_wish: 'product_listing',
  stocked_product: 'stock_level',
  waiting_line: 'reservation',
  named_listing: 'channel_listing',
  claimed_identifier: 'identifier_claim',
};

const storeOf = ({ name }: Pick<Table<unknown>, 'name'>): string => VIEWS[name] ?? name;

/** What the database gives the columns that a declaration leaves out. */
const defaultsOf = (table: Table<unknown>, row: unknown): Row =>
  storeOf(table) === listingPushes.name ? { ...listingPushes.initial(row as ListingPushRow) } : {};

/** Only the columns a declaration names: several declarations may share a table. */
const seenBy = <R>(table: Table<R>, row: Row): R =>
  Object.fromEntries(Object.keys(table.columns).map((name) => [name, row[name]])) as R;
