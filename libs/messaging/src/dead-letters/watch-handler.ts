import type { Handler } from '../handling/handler.js';
import type { Done } from '../handling/outcome.js';
import type { Effects } from './dead-letter.js';

/** The same handler, which also shows what it asked for when it last ran. */
export function watchHandler(handler: Handler): { readonly handler: Handler; effects(): Effects | null } {
  let asked: Done | undefined;
  return {
    handler: {
      ...handler,
      handle(event, rows, given) {
        const outcome = handler.handle(event, rows, given);
        asked = outcome.outcome === 'done' ? outcome : undefined;
        return outcome;
      },
    },
    effects: () =>
      asked
        ? {
            saves: countBy(asked.save.map(({ table }) => table.name)),
            events: countBy(asked.events.map(({ type }) => type.name)),
            tasks: countBy(asked.tasks.map(({ task }) => task)),
          }
        : null,
  };
}

const countBy = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
