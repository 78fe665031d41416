import type { Save } from '@penstock/persistence';
import type { Given, Handler } from '../handling/handler.js';
import type { AnyEvent } from '../inbox/arrival.js';
import { type Answers, type Decision, decide } from './decision.js';
import { differences, listed } from './differences.js';
import { frozenCopy, isChangeRefused, isUnchanged } from './frozen.js';
import { MemoryRows } from './memory-rows.js';

const A_DAY = 24 * 60 * 60 * 1000;

/**
 * Applies a handler twice to the same event and rows, the second time by a clock that is a day ahead.
 * @throws {Error} saying how the handler is not pure: it changed what it was given, or decided otherwise the second time
 */
export function decidePurely(
  handler: Handler,
  event: AnyEvent,
  found: { readonly rows: readonly Save<any>[]; readonly answers: Answers },
  moment: Pick<Given, 'now' | 'traceparent'>,
): Decision {
  const decideOnce = () => {
    const copy = frozenCopy(event);
    const rows = found.rows.map((save) => ({ ...save, row: frozenCopy<unknown>(save.row) }));
    const answers = frozenCopy(found.answers);
    const decision = decide(
      handler,
      copy,
      { rows: new MemoryRows(rows), answers },
      { ...moment, newId: numberedIds() },
    );
    const handed = [event, found.answers, ...found.rows.map(rowOf)];
    refuseChanges(decision.thrown?.error, isUnchanged([copy, answers, ...rows.map(rowOf)], handed));
    return decision;
  };
  const first = decideOnce();
  const again = aDayLater(decideOnce);
  const changed = differences(withoutStack(again), withoutStack(first), true);
  if (changed.length > 0)
    throw new Error(
      `it decided otherwise when it was given the same event and rows again. Time and new ids are in the third argument of handle; ` +
        `nothing else may be asked, or remembered between two calls. The second time:${listed(changed)}`,
    );
  return first;
}

const rowOf = ({ row }: Save<any>): unknown => row;

function refuseChanges(error: unknown, unchanged: boolean): void {
  if (unchanged && !isChangeRefused(error)) return;
  const how = error instanceof Error ? ` (${error.message})` : '';
  throw new Error(`it changed what it was given${how}. Events and rows are values: save a copy, { ...row, field }`);
}

const withoutStack = ({ thrown, ...rest }: Decision): object => ({
  ...rest,
  thrown: thrown && { ...thrown, error: 0 },
});

/** UUIDs of version 7 that count from 1. */
function numberedIds(): () => string {
  let count = 0;
  return () => `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`;
}

/** Runs with a clock that is ahead, so that a handler which looks at it gives itself away. */
function aDayLater<T>(work: () => T): T {
  const Today = Date;
  class Tomorrow extends Today {
    constructor(...time: [] | [number | string | Date]) {
      super(...((time.length === 0 ? [Tomorrow.now()] : time) as [number]));
    }
    static override now = (): number => Today.now() + A_DAY;
  }
  globalThis.Date = Tomorrow as DateConstructor;
  try {
    return work();
  } finally {
    globalThis.Date = Today;
  }
}
