import { uuid7 } from '@penstock/domain';
import type { ChildrenRef, RowRef } from '@penstock/persistence';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Handler, Loads, Queries } from './handler.js';
import type { Cause } from './outgoing.js';
import type { AnyEvent } from '../inbox/arrival.js';
import { checkMeta } from '../inbox/meta-rules.js';

type Ref = RowRef<any> | ChildrenRef<any>;
/** What a handler declared, by its names. */
export type Rows = Record<string, unknown>;

function refsOf(loads: Loads, event: AnyEvent, earlier: Rows): Ref[] {
  const refs: Ref[] = [];
  for (const name in loads) {
    const named = loads[name]?.(event, earlier) as Ref | Ref[];
    if (Array.isArray(named)) refs.push(...named);
    else refs.push(named);
  }
  return refs;
}

type Loaded = Pick<UnitOfWork, 'row' | 'children'>;

const rowOrChildren = (unit: Loaded, ref: Ref): unknown => (ref.kind === 'row' ? unit.row(ref) : unit.children(ref));

/** The rows that a declaration names, by its names, out of those that were loaded. */
export function rowsOf(unit: Loaded, loads: Loads, event: AnyEvent, earlier: Rows): Rows {
  const rows: Rows = {};
  for (const name in loads) {
    const named = loads[name]?.(event, earlier) as Ref | Ref[];
    rows[name] = Array.isArray(named) ? named.flatMap((ref) => rowOrChildren(unit, ref)) : rowOrChildren(unit, named);
  }
  return rows;
}

export interface Application {
  readonly handler: Handler;
  readonly event: AnyEvent;
}

/**
 * Loads what all handlers of a batch declared: first round, then second, each table locked once in key order.
 * An event whose declaration throws is left for {@link applyEvent}, which throws the same again where it can be parked.
 */
export async function loadAll(unit: UnitOfWork, applications: readonly Application[]): Promise<void> {
  await unit.load(namedBy(applications, ({ handler, event }) => refsOf(handler.loads, event, {})));
  await unit.load(
    namedBy(applications, ({ handler: { loads, thenLoads }, event }) =>
      isEmpty(thenLoads) ? [] : refsOf(thenLoads, event, rowsOf(unit, loads, event, {})),
    ),
  );
}

export function isEmpty(loads: Loads): boolean {
  for (const _ in loads) return false;
  return true;
}

function namedBy(applications: readonly Application[], name: (application: Application) => Ref[]): Ref[] {
  return applications.flatMap((application) => {
    try {
      return name(application);
    } catch {
      return []; // thrown again, and recorded with its event, when the event is applied
    }
  });
}

export interface Applied {
  readonly outcome: 'done' | 'skipped';
  readonly reason?: string;
}

/** Whether {@link gather} must ask the database for more than {@link loadAll} loaded. */
export const asksMore = ({ handler }: Application): boolean =>
  handler.queries !== undefined || !isEmpty(handler.thenLoads);

/** What was loaded for an event, by the names of its handler's declaration. */
export const loaded = (unit: UnitOfWork, { handler, event }: Application): Rows =>
  rowsOf(unit, handler.loads, event, {});

/**
 * The same, with the rows of its second round and the answers to its questions, as earlier events of the batch left them.
 * @throws {Permanent} where `meta` breaks a rule
 */
export async function gather(unit: UnitOfWork, application: Application): Promise<Rows> {
  const { handler, event } = application;
  checkMeta(event.meta, handler.on.keyOf(event));
  const rows = loaded(unit, application);
  if (!isEmpty(handler.thenLoads)) {
    // An earlier event of the batch may have changed which rows the second round names.
    await unit.load(refsOf(handler.thenLoads, event, rows));
    Object.assign(rows, rowsOf(unit, handler.thenLoads, event, rows));
  }
  return handler.queries ? { ...rows, ...(await answersTo(unit, handler.queries, event, rows)) } : rows;
}

/**
 * Applies one event to the unit of work: what the handler saves and says goes into the unit's buffer, only if it returns.
 * @param rows as {@link loaded} or {@link gather} gave them
 * @param traceparent of the span that applies it: what is said and wanted continues it
 * @throws {Permanent} where `meta` breaks a rule, or what the handler threw; the unit is then as it was before
 */
export function applyEvent(
  unit: UnitOfWork,
  { handler, event }: Application,
  rows: Rows,
  traceparent: string | undefined,
): Applied {
  checkMeta(event.meta, handler.on.keyOf(event));
  const outcome = handler.handle(event, rows, {
    now: unit.now,
    newId: () => uuid7(),
    traceparent: traceparent ?? null,
  });
  if (outcome.outcome === 'skip') return { outcome: 'skipped', reason: outcome.reason };
  const cause = causeOf(event, traceparent);
  unit.save(...outcome.save);
  for (const draft of outcome.events) unit.emit(draft, cause);
  for (const wanted of outcome.tasks) unit.once(wanted, cause);
  return { outcome: 'done' };
}

/** One after the other: they share a connection. */
export async function answersTo(unit: UnitOfWork, queries: Queries, event: AnyEvent, rows: Rows): Promise<Rows> {
  const answers: Rows = {};
  for (const [name, question] of Object.entries(queries)) answers[name] = await unit.ask(question(event, rows));
  return answers;
}

/** What an event hands on to the events and tasks it leads to. */
export const causeOf = (event: AnyEvent, traceparent?: string): Cause => ({
  entity: event.meta.entity,
  source: event.meta.source,
  correlationId: event.meta.correlationId,
  causationId: event.meta.eventId,
  mode: event.meta.mode,
  traceparent,
});
