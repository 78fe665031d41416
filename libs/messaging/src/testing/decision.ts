import { recordOf } from '../errors.js';
import { rowsOf } from '../handling/apply.js';
import type { Given, Handler } from '../handling/handler.js';
import type { Done, Skip } from '../handling/outcome.js';
import type { AnyEvent } from '../inbox/arrival.js';
import type { MemoryRows } from './memory-rows.js';

/** What a handler decided, as plain values under the names that people know: `{ save: [{ tally: { total: 5 } }], … }`. */
export interface Decision {
  readonly save: readonly object[];
  readonly events: readonly object[];
  readonly tasks: readonly object[];
  readonly skipped: string | null;
  readonly thrown: Thrown | null;
}

export interface Thrown {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly error: unknown;
}

/** `penstock.inventory.StockAdjusted` → `StockAdjusted`. */
export const shortName = ({ name }: { readonly name: string }): string => name.split('.').at(-1) ?? name;

const NOTHING = { save: [], events: [], tasks: [], skipped: null, thrown: null };

/** What a handler's queries answer, by the names it gives them. */
export type Answers = Readonly<Record<string, readonly object[]>>;

/** Applies a handler to an event and rows, as the runner does. A query without an answer found nothing. */
export function decide(
  handler: Handler,
  event: AnyEvent,
  found: { readonly rows: MemoryRows; readonly answers: Answers },
  given: Given,
): Decision {
  try {
    const rows = rowsOf(found.rows, handler.loads, event, {});
    Object.assign(rows, rowsOf(found.rows, handler.thenLoads, event, rows));
    for (const [name, question] of Object.entries(handler.queries ?? {})) {
      question(event, rows);
      rows[name] = found.answers[name] ?? [];
    }
    const decision = handler.handle(event, rows, given);
    if (decision instanceof Promise)
      throw new TypeError('it returned a promise: what takes time belongs into a task, a handler only decides');
    // What the unit of work would refuse at the end of the batch: an event that does not fit its schema.
    if (decision.outcome === 'done')
      for (const { type, content } of decision.events) type.encode({ meta: event.meta, ...content });
    return decisionOf(decision);
  } catch (error) {
    const { kind, code, message, facts } = recordOf(error);
    return { ...NOTHING, thrown: { kind, code, message, facts, error } };
  }
}

function decisionOf(outcome: Done | Skip): Decision {
  if (outcome.outcome === 'skip') return { ...NOTHING, skipped: outcome.reason };
  return {
    ...NOTHING,
    save: outcome.save.map(({ table, row }) => ({ [table.name]: row as object })),
    events: outcome.events.map(({ type, content, ...when }) => ({ [shortName(type)]: content, ...when })),
    tasks: outcome.tasks,
  };
}
