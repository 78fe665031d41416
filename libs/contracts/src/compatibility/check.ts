import { avroType } from '../avro-type.js';
import type { RecordSchema } from '../schema/avro.js';
import type { EventSchema } from '../schema/read.js';
import { ruleFaults } from '../schema/rules.js';
import { compare } from './compare.js';
import { type Fault, faultText } from './rules.js';
import { readSnapshots, releasedEvents, type Snapshot } from './snapshots.js';

/** Every fault of the current schemas, as sentences: against themselves, and against every version ever released. */
export function compatibilityFaults(events: readonly EventSchema[], released: string): string[] {
  const names = new Set(events.map((event) => event.name));
  const removed = releasedEvents(released).filter((name) => !names.has(name));
  const gone: Fault = { path: '', rule: 'event-removed', message: 'it was released and has no schema any more' };
  return [
    ...removed.map((name) => faultText(name, null, gone)),
    ...events.flatMap((event) => eventFaults(event, released)),
  ];
}

function eventFaults({ name, schema }: EventSchema, released: string): string[] {
  const own = ruleFaults(schema).map(({ path, message }): Fault => ({ path, rule: 'house-rule', message }));
  const snapshots = readSnapshots(released, name);
  return [
    ...own.map((fault) => faultText(name, null, fault)),
    ...gaps(snapshots).map((fault) => faultText(name, null, fault)),
    ...snapshots.flatMap(({ version, schema: old }) =>
      versionFaults(schema, old).map((f) => faultText(name, version, f)),
    ),
  ];
}

/** Our rules; where they find nothing, Avro's own resolution in both directions as a second opinion. */
function versionFaults(current: RecordSchema, released: RecordSchema): Fault[] {
  const faults = compare(current, released);
  if (faults.length > 0) return faults;
  return [...resolution(current, released), ...resolution(released, current)];
}

function resolution(reader: RecordSchema, writer: RecordSchema): Fault[] {
  try {
    avroType(JSON.stringify(reader)).createResolver(avroType(JSON.stringify(writer)));
    return [];
  } catch (error) {
    return [{ path: '', rule: 'avro-resolution', message: error instanceof Error ? error.message : String(error) }];
  }
}

/** Versions are 1, 2, 3 …: a hole means a released version was deleted, and nobody checks against it any more. */
const gaps = (snapshots: readonly Snapshot[]): Fault[] =>
  snapshots
    .filter(({ version }, index) => version !== index + 1)
    .slice(0, 1)
    .map(({ version }) => ({
      path: '',
      rule: 'snapshot-missing',
      message: `the version before released ${version} is missing`,
    }));
