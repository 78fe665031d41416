import type { EventMeta, EventType } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import type { ChildrenRef, Question, RowRef } from '@penstock/persistence';
import type { Done, Skip } from './outcome.js';
import type { Outgoing } from './outgoing.js';

type AnyEvent = { meta: EventMeta };

/** What a load may name: one row, several rows, or all children of one or more parents. */
export type Named = RowRef<any> | ChildrenRef<any> | readonly RowRef<any>[] | readonly ChildrenRef<any>[];

type LoadedBy<N> =
  N extends RowRef<infer Row>
    ? Row
    : N extends ChildrenRef<infer Row> | readonly RowRef<infer Row>[] | readonly ChildrenRef<infer Row>[]
      ? readonly Row[]
      : never;

/** The rows that a declaration of loads yields, by the same names. */
export type Loaded<L> = { readonly [name in keyof L]: LoadedBy<L[name]> };

/** The answers to declared queries, by the same names. */
export type Answered<Q> = { readonly [name in keyof Q]: Q[name] extends Question<infer Row> ? readonly Row[] : never };

/** Loads as the runner sees them. */
export type Loads = Readonly<Record<string, (event: any, earlier: any) => Named>>;

/** Queries as the runner sees them. */
export type Queries = Readonly<Record<string, (event: any, rows: any) => Question<any>>>;

/** What a pure handler may not make itself. */
export interface Given {
  readonly now: Instant;
  /** A new UUIDv7. */
  newId(): string;
  /** W3C trace context of the event being applied: kept in rows that a worker acts on later. */
  readonly traceparent: string | null;
}

export interface HandlerDeclaration<
  E extends AnyEvent,
  L extends Record<string, Named>,
  M extends Record<string, Named>,
  Q extends Record<string, Question<any>>,
  O extends readonly EventType<any>[],
> {
  /** `<service>.<business phrase>`: part of the inbox key, never renamed. */
  readonly id: string;
  readonly on: EventType<E>;
  /** The only events `handle` may say; any other does not compile. */
  readonly emits?: O;
  /** Rows locked and read for the whole batch, in one sorted query a table. */
  readonly loads?: { readonly [name in keyof L]: (event: E) => L[name] };
  /** A second round, for rows that can only be named once the first are known. */
  readonly thenLoads?: { readonly [name in keyof M]: (event: E, earlier: Loaded<L>) => M[name] };
  /**
   * What no row and no parent can name. Asked for each event by itself, after what the events before it in the batch saved was written: one or
   * more round trips an event, where loads take a few for the whole batch. An answer is not locked, so `loads` must lock what it hangs on.
   */
  readonly queries?: { readonly [name in keyof Q]: (event: E, rows: Loaded<L> & Loaded<M>) => Q[name] };
  /**
   * What an answer may hang on, of what the batch saved before: `batch`, the default, on anything; `key`, on nothing but what events of the same
   * key saved. With `key` the questions of many events travel together, and `rows` are then as they were before the first of them.
   */
  readonly queryScope?: 'batch' | 'key';
  /** Pure: no clock, no I/O, no framework. Called again with the same event after a rollback. */
  handle(event: E, rows: Loaded<L> & Loaded<M> & Answered<Q>, given: Given): Done<OutgoingOf<O>> | Skip;
}

type OutgoingOf<O extends readonly EventType<any>[]> = O[number] extends infer T
  ? T extends EventType<infer E extends AnyEvent>
    ? Outgoing<E>
    : never
  : never;

/** A handler as the runner sees it. */
export interface Handler<E extends AnyEvent = any> {
  readonly id: string;
  readonly on: EventType<E>;
  readonly emits: readonly EventType<any>[];
  readonly loads: Loads;
  readonly thenLoads: Loads;
  readonly queries?: Queries;
  readonly queryScope: 'batch' | 'key';
  handle(event: E, rows: any, given: Given): Done | Skip;
}

/**
 * Declares what a service does on one type of event. The types of `event` and of what is loaded follow from the declaration.
 * Throw `Transient`, `Permanent` or `Missing` when the event cannot be applied; the runner does the rest.
 * @throws {RangeError} on queries without loads
 */
export function defineHandler<
  E extends AnyEvent,
  const O extends readonly EventType<any>[] = [],
  L extends Record<string, Named> = Record<never, never>,
  M extends Record<string, Named> = Record<never, never>,
  Q extends Record<string, Question<any>> = Record<never, never>,
>(declaration: HandlerDeclaration<E, L, M, Q, O>): Handler<E> {
  if (declaration.queries && !declaration.loads)
    throw new RangeError(`${declaration.id} asks and locks nothing: another process could change the answer meanwhile`);
  return {
    id: declaration.id,
    on: declaration.on,
    emits: declaration.emits ?? [],
    loads: declaration.loads ?? {},
    thenLoads: declaration.thenLoads ?? {},
    ...(declaration.queries && { queries: declaration.queries }),
    queryScope: declaration.queryScope ?? 'batch',
    handle: (event: E, rows: Loaded<L> & Loaded<M> & Answered<Q>, given) => declaration.handle(event, rows, given),
  };
}
