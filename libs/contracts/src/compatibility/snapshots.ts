import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordSchema } from '../schema/avro.js';

/** One released version of an event: `schemas/released/<Event>/<version>.avsc`, self-contained as it was registered. */
export interface Snapshot {
  readonly version: number;
  readonly schema: RecordSchema;
}

/** Every released version of an event, oldest first; none for an event that was never released. */
export function readSnapshots(released: string, event: string): Snapshot[] {
  const folder = join(released, event);
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).map((name) => Number.parseInt(name, 10));
  return versions
    .sort((a, b) => a - b)
    .map((version) => ({
      version,
      schema: JSON.parse(readFileSync(fileOf(released, event, version), 'utf8')) as RecordSchema,
    }));
}

/** Names of the events that were ever released. */
export const releasedEvents = (released: string): string[] =>
  existsSync(released) ? readdirSync(released).sort() : [];

export function writeSnapshot(released: string, event: string, { version, schema }: Snapshot): void {
  mkdirSync(join(released, event), { recursive: true });
  writeFileSync(fileOf(released, event, version), `${JSON.stringify(schema, null, 2)}\n`, { flag: 'wx' });
}

export const sameSchema = (a: RecordSchema, b: RecordSchema): boolean => JSON.stringify(a) === JSON.stringify(b);

const fileOf = (released: string, event: string, version: number): string => join(released, event, `${version}.avsc`);
