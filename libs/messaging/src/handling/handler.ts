import type { EventMeta, EventType } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import type { ChildrenRef, RowRef } from '@penstock/persistence';
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

/** Loads as the runner sees them. */
export type Loads = Readonly<Record<string, (event: any, earlier: any) => Named>>;

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
  /** Pure: no clock, no I/O, no framework. Called again with the same event after a rollback. */
  handle(event: E, rows: Loaded<L> & Loaded<M>, given: Given): Done<OutgoingOf<O>> | Skip;
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
  handle(event: E, rows: any, given: Given): Done | Skip;
}

/**
 * Declares what a service does on one type of event. The types of `event` and of what is loaded follow from the declaration.
 * Throw `Transient`, `Permanent` or `Missing` when the event cannot be applied; the runner does the rest.
 */
export function defineHandler<
  E extends AnyEvent,
  const O extends readonly EventType<any>[] = [],
  L extends Record<string, Named> = Record<never, never>,
  M extends Record<string, Named> = Record<never, never>,
>(declaration: HandlerDeclaration<E, L, M, O>): Handler<E> {
  return {
    id: declaration.id,
    on: declaration.on,
    emits: declaration.emits ?? [],
    loads: declaration.loads ?? {},
    thenLoads: declaration.thenLoads ?? {},
    handle: (event: E, rows: Loaded<L> & Loaded<M>, given) => declaration.handle(event, rows, given),
  };
}
