import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot, schemasFolder } from '../schema/read.js';

const Name = z.string().min(1);

const TopicSchema = z.strictObject({
  name: z.string().regex(/^retail\.[a-z]+\.v\d+$/),
  description: Name,
  partitions: z.int().positive(),
  localPartitions: z.int().positive(),
  cleanup: z.enum(['delete', 'compact']),
  /** null is for ever. */
  retentionDays: z.int().positive().nullable(),
});

const Declared = z.strictObject({
  owner: Name,
  systemOfRecord: Name,
  producers: z.array(Name),
  /** Who says it that is no service of ours, in words; each has a principal and a permission of its own. */
  outside: Name.nullable().default(null),
  consumers: z.array(Name),
  latencyTier: z.enum(['seconds', 'minutes', 'daily']),
  serviceLevel: Name,
  criticality: z.enum(['vital', 'high', 'normal', 'low']),
  key: Name,
  compatibility: z.literal('FULL_TRANSITIVE'),
  personalDataFields: z.array(Name),
  deprecation: z.strictObject({ since: z.iso.date(), replacedBy: Name }).nullable(),
  onDeadLetter: z.enum(['hold', 'continue']),
});

const EntrySchema = Declared.refine(({ producers, outside }) => producers.length > 0 || outside !== null, {
  path: ['producers'],
  message: 'nobody says it: name a service, or who else does in `outside`',
});

const FileSchema = z.strictObject({ topic: TopicSchema, events: z.record(Name, EntrySchema) });

export type TopicDeclaration = z.infer<typeof TopicSchema>;
export type EntryDeclaration = z.infer<typeof EntrySchema>;

/** One context of the catalogue: its topic and the events in it, by simple name. */
export interface CatalogueFile extends z.infer<typeof FileSchema> {
  readonly context: string;
}

/**
 * Reads `schemas/catalogue/*.yaml`, sorted by context.
 * @throws {Error} naming file, path and fault where a file does not have the form.
 */
export function readCatalogue(folder: string = join(schemasFolder, 'catalogue')): CatalogueFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => readFile(folder, name));
}

function readFile(folder: string, name: string): CatalogueFile {
  const parsed = FileSchema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
  if (!parsed.success) throw new Error(`catalogue/${name} is not as it must be:\n${z.prettifyError(parsed.error)}`);
  return { context: name.slice(0, -'.yaml'.length), ...parsed.data };
}

/** The services there are: the folders of `services/`. */
export const readServices = (folder: string = join(projectRoot, 'services')): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
