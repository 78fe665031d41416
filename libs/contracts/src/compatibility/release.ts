import type { EventSchema } from '../schema/read.js';
import { compatibilityFaults } from './check.js';
import { readSnapshots, sameSchema, writeSnapshot } from './snapshots.js';

/** Events whose schema is not the newest released version of it. */
export const unreleased = (events: readonly EventSchema[], released: string): EventSchema[] =>
  events.filter((event) => {
    const newest = readSnapshots(released, event.name).at(-1);
    return !newest || !sameSchema(newest.schema, event.schema);
  });

/**
 * Keeps the schema of every changed event as its next version, and says which.
 * @throws {Error} with all faults where anything is incompatible; then nothing is written.
 */
export function release(events: readonly EventSchema[], released: string): string[] {
  const faults = compatibilityFaults(events, released);
  if (faults.length > 0) throw new Error(`nothing was released:\n${faults.join('\n')}`);
  return unreleased(events, released).map(({ name, schema }) => {
    const version = (readSnapshots(released, name).at(-1)?.version ?? 0) + 1;
    writeSnapshot(released, name, { version, schema });
    return `${name} ${version}`;
  });
}
