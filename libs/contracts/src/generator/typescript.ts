import type { CatalogueEntry } from '../catalogue.js';
import { fullName, isEnum, type NamedSchema, type RecordSchema } from '../schema/avro.js';
import { namedTypes, sharedTypes } from '../schema/paths.js';
import type { EventSchema } from '../schema/read.js';
import { type Imports, typeName } from './type-names.js';

const HEADER = '// Generated from schemas/ by `npm run generate`. Do not edit.\n';

/** `OrderCreated` → `order-created`: the file of an event. */
export const fileNameOf = (event: string): string => event.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase();

/** The types that several events share. */
export function commonModule(events: readonly EventSchema[]): string {
  const imports: Imports = { domain: new Set(), named: new Set() };
  const sorted = sharedTypes(events.map(({ schema }) => schema));
  const body = sorted.map((type) => declaration(type, imports)).join('\n');
  return `${HEADER}${domainImport(imports)}\n${body}`;
}

/**
 * One event: its own types and its definition, type and value of the same name.
 * @param shared names of the types that stand in the common module
 */
export function eventModule(
  event: EventSchema,
  entry: CatalogueEntry & { readonly topic: string },
  shared: ReadonlySet<string>,
): string {
  const imports: Imports = { domain: new Set(), named: new Set() };
  const own = namedTypes(event.schema).filter(({ name }) => !shared.has(name));
  const body = own.map((type) => declaration(type, imports)).join('\n');
  const common = [...imports.named]
    .filter((name) => shared.has(name))
    .sort()
    .join(', ');
  return `${HEADER}${domainImport(imports)}import { defineEvent, type EventType } from '../event-type.js';
import type { ${common} } from './common.js';

${body}
${doc(event.schema.doc, '')}export const ${event.name}: EventType<${event.name}> = defineEvent<${event.name}>({
  name: ${quoted(fullName(event.schema))},
  topic: ${quoted(entry.topic)},
  keyField: ${quoted(entry.key)},
  owner: ${quoted(entry.owner)},
  onDeadLetter: ${quoted(entry.onDeadLetter)},
  schema: ${quoted(JSON.stringify(event.schema))},
});
`;
}

/** What the package exports of all this. */
export function indexModule(events: readonly EventSchema[]): string {
  const modules = ['all-events', 'common', 'earlier-versions', ...events.map((event) => fileNameOf(event.name))].sort();
  const lines = modules.map((module) => `export * from './${module}.js';\n`).join('');
  return `${HEADER}${lines}export { topics } from './catalogue.js';\n`;
}

export function allEventsModule(events: readonly EventSchema[]): string {
  const imports = events.map(({ name }) => `import { ${name} } from './${fileNameOf(name)}.js';\n`).join('');
  const list = events.map(({ name }) => `  ${name},\n`).join('');
  return `${HEADER}import type { EventType } from '../event-type.js';
${imports}
/** Every event there is, by name. */
export const allEvents: readonly EventType[] = [
${list}];
`;
}

/** A released version of an event's schema that is not today's. */
export interface EarlierVersion {
  /** As the registry names it: `<topic>-<full name>`. */
  readonly subject: string;
  readonly schema: RecordSchema;
}

/** @param versions of each event the oldest first */
export function earlierVersionsModule(versions: readonly EarlierVersion[]): string {
  const list = versions.map(
    ({ subject, schema }) => `  { subject: ${quoted(subject)}, schema: ${quoted(JSON.stringify(schema))} },\n`,
  );
  return `${HEADER}
/** Released versions before today's: whoever produces elsewhere may still write by one, so a new registry must know them too. */
export const earlierVersions: readonly { readonly subject: string; readonly schema: string }[] = [
${list.join('')}];
`;
}

function declaration(type: NamedSchema, imports: Imports): string {
  const head = doc(type.doc, '');
  if (isEnum(type)) return `${head}export type ${type.name} = ${type.symbols.map(quoted).join(' | ')};\n`;
  const fields = type.fields.map(
    (field) => `${doc(field.doc, '  ')}  readonly ${field.name}: ${typeName(field.type, imports)};\n`,
  );
  return `${head}export interface ${type.name} {\n${fields.join('')}}\n`;
}

const doc = (text: string | undefined, indent: string): string => (text ? `${indent}/** ${text} */\n` : '');

const domainImport = ({ domain }: Imports): string =>
  domain.size > 0 ? `import type { ${[...domain].sort().join(', ')} } from '@penstock/domain';\n` : '';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
