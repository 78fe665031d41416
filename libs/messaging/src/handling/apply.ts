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

/** The refs that a declaration names, by its names. */
type Named = Readonly<Record<string, Ref | Ref[]>>;

function namedBy(loads: Loads, event: AnyEvent, earlier: Rows): Named {
  const named: Record<string, Ref | Ref[]> = {};
  for (const name in loads) named[name] = loads[name]?.(event, earlier) as Ref | Ref[];
  return named;
}

type Loaded = Pick<UnitOfWork, 'row' | 'children'>;

const rowOrChildren = (unit: Loaded, ref: Ref): unknown => (ref.kind === 'row' ? unit.row(ref) : unit.children(ref));

function rowsNamed(unit: Loaded, named: Named): Rows {
  const rows: Rows = {};
  for (const name in named) {
    const refs = named[name] as Ref | Ref[];
    rows[name] = Array.isArray(refs) ? refs.flatMap((ref) => rowOrChildren(unit, ref)) : rowOrChildren(unit, refs);
  }
  return rows;
}

/** The rows that a declaration names, by its names, out of those that were loaded. */
export const rowsOf = (unit: Loaded, loads: Loads, event: AnyEvent, earlier: Rows): Rows =>
  rowsNamed(unit, namedBy(loads, event, earlier));

export interface Application {
  readonly handler: Handler;
  readonly event: AnyEvent;
}

/** What the first round of each named. */
export type AllNamed = ReadonlyMap<Application, Named>;

/**
 * Loads what all handlers of a batch declared: first round, then second, each table locked once in key order.
 * An event whose declaration throws is left for {@link applyEvent}, which throws the same again where it can be parked.
 */
export async function loadAll(unit: UnitOfWork, applications: readonly Application[]): Promise<AllNamed> {
  const first = new Map<Application, Named>();
  await unit.load(
    refsOf(applications, (application) => {
      const named = namedBy(application.handler.loads, application.event, {});
      first.set(application, named);
      return named;
    }),
  );
  const further = applications.filter(({ handler }) => !isEmpty(handler.thenLoads));
  await unit.load(
    refsOf(further, (application) =>
      namedBy(application.handler.thenLoads, application.event, loaded(unit, application, first)),
    ),
  );
  return first;
}

export function isEmpty(loads: Loads): boolean {
  for (const _ in loads) return false;
  return true;
}

function refsOf(applications: readonly Application[], name: (application: Application) => Named): Ref[] {
  const refs: Ref[] = [];
  for (const application of applications) {
    try {
      const named = name(application);
      for (const key in named) {
        const some = named[key] as Ref | Ref[];
        if (Array.isArray(some)) refs.push(...some);
        else refs.push(some);
      }
    } catch {
      continue; // thrown again, and recorded with its event, when the event is applied
    }
  }
  return refs;
}

export interface Applied {
  readonly outcome: 'done' | 'skipped';
  readonly reason?: string;
}

/** Whether {@link gather} must ask the database for more than {@link loadAll} loaded. */
export const asksMore = ({ handler }: Application): boolean =>
  handler.queries !== undefined || !isEmpty(handler.thenLoads);

/** What was loaded for an event, by the names of its handler's declaration. @param named as {@link loadAll} gave it, to save asking the handler again */
export function loaded(unit: UnitOfWork, application: Application, named?: AllNamed): Rows {
  return rowsNamed(unit, named?.get(application) ?? namedBy(application.handler.loads, application.event, {}));
}

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
    const named = namedBy(handler.thenLoads, event, rows);
    await unit.load(Object.values(named).flat());
    Object.assign(rows, rowsNamed(unit, named));
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
