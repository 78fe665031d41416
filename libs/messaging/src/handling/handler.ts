import type { EventMeta, EventType } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import type { ChildrenRef, RowRef } from '@penstock/persistence';
import type { Done, Skip } from './outcome.js';
import type { Outgoing } from './outgoing.js';

type AnyEvent = { meta: EventMeta };
type Ref = RowRef<any> | ChildrenRef<any>;

/** Rows an event needs: one row, several, or all children of one or more parents. */
export type Loads<E, Earlier = unknown> = Record<string, (event: E, earlier: Earlier) => Ref | readonly RowRef<any>[] | readonly ChildrenRef<any>[]>;

type LoadedBy<F> = F extends (...args: never[]) => infer R
  ? R extends RowRef<infer Row>
    ? Row
    : R extends ChildrenRef<infer Row>
      ? readonly Row[]
      : R extends readonly RowRef<infer Row>[]
        ? readonly Row[]
        : R extends readonly ChildrenRef<infer Row>[]
          ? readonly Row[]
          : never
  : never;

/** The rows that a declaration of loads yields, by the same names. */
export type Loaded<L> = { readonly [name in keyof L]: LoadedBy<L[name]> };

/** What a pure handler may not make itself. */
export interface Given {
  readonly now: Instant;
  /** A new UUIDv7. */
  newId(): string;
  /** W3C trace context of the event being applied: kept in rows that a worker acts on later. */
  readonly traceparent: string | null;
}

export interface HandlerDeclaration<E extends AnyEvent, L extends Loads<E>, M extends Loads<E, Loaded<L>>, O extends readonly EventType<any>[]> {
  /** `<service>.<business phrase>`: part of the inbox key, never renamed. */
  readonly id: string;
  readonly on: EventType<E>;
  /** The only events `handle` may say; any other does not compile. */
  readonly emits?: O;
  /** Rows locked and read for the whole batch, in one sorted query a table. */
  readonly loads?: L;
  /** A second round, for rows that can only be named once the first are known. */
  readonly thenLoads?: M;
  /** Pure: no clock, no I/O, no framework. Called again with the same event after a rollback. */
  handle(event: E, rows: Loaded<L> & Loaded<M>, given: Given): Done<OutgoingOf<O>> | Skip;
}

type OutgoingOf<O extends readonly EventType<any>[]> = O[number] extends infer T
  ? T extends EventType<infer E extends AnyEvent>
    ? Outgoing<E>
    : never
  : never;

/** A handler as the runner sees it. */
export interface Handler {
  readonly id: string;
  readonly on: EventType<any>;
  readonly emits: readonly EventType<any>[];
  readonly loads: Loads<any>;
  readonly thenLoads: Loads<any, any>;
  handle(event: any, rows: any, given: Given): Done | Skip;
}

/**
 * Declares what a service does on one type of event. The types of `event` and of what is loaded follow from the declaration.
 * Throw `Transient`, `Permanent` or `Missing` when the event cannot be applied; the runner does the rest.
 */
export function defineHandler<
  E extends AnyEvent,
  const O extends readonly EventType<any>[] = [],
  L extends Loads<E> = {},
  M extends Loads<E, Loaded<L>> = {},
>(declaration: HandlerDeclaration<E, L, M, O>): Handler {
  return {
    id: declaration.id,
    on: declaration.on,
    emits: declaration.emits ?? [],
    loads: declaration.loads ?? {},
    thenLoads: declaration.thenLoads ?? {},
    handle: (event, rows, given) => declaration.handle(event, rows, given),
  };
}
