import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fullName, type NamedSchema, type RecordSchema } from './avro.js';
import { selfContained, type SharedTypes } from './self-contained.js';

/** The project's folder: this file runs from libs/contracts/{src,dist}/schema. */
export const projectRoot = fileURLToPath(new URL('../../../../', import.meta.url));
export const schemasFolder = join(projectRoot, 'schemas');

/** Folders of schemas/ that hold no context's events. */
const NOT_CONTEXTS = new Set(['common', 'catalogue', 'released']);

/** One event as it stands in the tree. */
export interface EventSchema {
  /** Simple name, such as `OrderCreated`; unique over all contexts. */
  readonly name: string;
  readonly context: string;
  readonly schema: RecordSchema;
}

/** All events of `schemas/`, self-contained, sorted by name. */
export function readEvents(folder: string = schemasFolder): EventSchema[] {
  const shared = readShared(folder);
  const contexts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_CONTEXTS.has(entry.name))
    .map((entry) => entry.name);
  return contexts.flatMap((context) => readContext(folder, context, shared)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readContext(folder: string, context: string, shared: SharedTypes): EventSchema[] {
  return avscFiles(join(folder, context)).map((file) => {
    const schema = readJson<RecordSchema>(file);
    const expected = `penstock.${context}.${basename(file, '.avsc')}`;
    if (fullName(schema) !== expected) throw new Error(`${file} must define ${expected}, not ${fullName(schema)}`);
    return { name: schema.name, context, schema: selfContained(schema, shared) };
  });
}

function readShared(folder: string): SharedTypes {
  const schemas = avscFiles(join(folder, 'common')).map((file) => readJson<NamedSchema>(file));
  return new Map(schemas.map((schema) => [fullName(schema), schema]));
}

const avscFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.avsc'))
    .sort()
    .map((name) => join(folder, name));

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
