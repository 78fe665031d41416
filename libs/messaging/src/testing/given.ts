import type { AnyEvent, EventType } from '@penstock/contracts';
import { type Instant, instant } from '@penstock/domain';
import type { Save, Table } from '@penstock/persistence';
import type { Failure, Facts } from '../errors.js';
import type { Handler } from '../handling/handler.js';
import type { Content } from '../handling/outgoing.js';
import type { AnyEvent as Incoming } from '../inbox/arrival.js';
import type { Once } from '../tasks/task.js';
import { type Answers, type Decision, shortName } from './decision.js';
import { differences, listed, type Partly, shown } from './differences.js';
import { failed } from './failed.js';
import { decidePurely } from './purity.js';

/** What a handler finds. */
export interface Found {
  /** What its tables hold, as `table.save(row)`; a row it asks for that is not among them is as it begins. */
  readonly rows?: readonly Save<any>[];
  /** What its queries find, by the names the handler gives them; without an answer, nothing. */
  readonly answers?: Answers;
  /** Defaults to {@link NOON}. */
  readonly now?: Instant;
  readonly traceparent?: string | null;
}

/** What a handler should decide: all of it, in order. What is left out should be empty. */
export interface Expected {
  /** As `table.save(row)`, or {@link aRow} for some of its columns. */
  readonly save?: readonly { readonly table: Table<any>; readonly row: object }[];
  /** As `say(Event, content)`, or {@link anEvent} for some of its fields. */
  readonly events?: readonly {
    readonly type: EventType<any>;
    readonly content: object;
    readonly occurredAt?: Instant | undefined;
  }[];
  /** As `once(task, …)`, or some of that. */
  readonly tasks?: readonly Partial<Once>[];
}

/** The time that handlers are given unless a test says otherwise. */
export const NOON: Instant = instant('2026-11-21T12:00:00Z');

/** A row of which only these columns matter. */
export const aRow = <R>(table: Table<R>, row: Partly<R>): { table: Table<R>; row: Partly<R> } => ({ table, row });

/** An event of which only these fields matter. */
export const anEvent = <T extends AnyEvent>(
  type: EventType<T>,
  content: Partly<Content<T>> = {} as Partly<Content<T>>,
): { type: EventType<T>; content: Partly<Content<T>> } => ({ type, content });

/**
 * A handler's decision, without a database: `given(handler, { rows }).when(event).then({ save, events, tasks })`. It is applied as the runner
 * would, and twice, with event and rows that cannot be changed: one that is not pure is refused whatever it decides.
 * @throws {AssertionError} from `then`, `thenSkips` and `thenThrows`, saying what it did instead
 */
export function given<E extends AnyEvent>(handler: Handler<E>, found: Found = {}): { when(event: E): Then } {
  const { rows = [], answers = {}, now = NOON, traceparent = null } = found;
  const when = (event: E): Then => {
    try {
      return new Then(handler.id, decidePurely(handler, event as Incoming, { rows, answers }, { now, traceparent }));
    } catch (error) {
      throw failed(`${handler.id} is not pure: ${(error as Error).message}`, when, error);
    }
  };
  return { when };
}

/** What a handler decided, to be looked at. */
export class Then {
  constructor(
    private readonly handler: string,
    private readonly decision: Decision,
  ) {}

  /** It saved, said and asked for exactly this. */
  then({ save = [], events = [], tasks = [] }: Expected): void {
    this.expect(this.then, {
      save: save.map(({ table, row }) => ({ [table.name]: row })),
      events: events.map(({ type, content, occurredAt }) => ({
        [shortName(type)]: content,
        ...(occurredAt !== undefined && { occurredAt }),
      })),
      tasks,
      ...{ skipped: null, thrown: null },
    });
  }

  /** It had nothing to do, for this reason. */
  thenSkips(reason: string): void {
    this.expect(this.thenSkips, { skipped: reason, thrown: null });
  }

  /** It threw `Transient`, `Permanent` or `Missing` with this code, and these facts among others. */
  thenThrows(kind: typeof Failure, code: string, facts: Facts = {}): void {
    this.expect(this.thenThrows, { thrown: { kind: kind.name.toLowerCase(), code, facts } });
  }

  private expect(called: (...args: never[]) => void, expected: object): void {
    const found = differences(this.decision, expected);
    if (found.length === 0) return;
    const { save, events, tasks, skipped, thrown } = this.decision;
    const did = [
      ...save.map((row) => `saved ${shown(row)}`),
      ...events.map((event) => `said ${shown(event)}`),
      ...tasks.map((task) => `asked for ${shown(task)}`),
      ...(skipped === null ? [] : [`skipped: ${skipped}`]),
      ...(thrown === null ? [] : [`threw ${thrown.kind} ${thrown.code}: ${thrown.message}`]),
    ];
    const what = did.length > 0 ? listed(did) : ' nothing';
    throw failed(
      `${this.handler} decided otherwise than expected:${listed(found)}\nIt did:${what}`,
      called,
      thrown?.error,
    );
  }
}
