import type { CatalogueEntry } from '../catalogue.js';
import {
  type AvroSchema,
  fullName,
  isArray,
  isEnum,
  isMap,
  isRecord,
  isUnion,
  kindOf,
  type NamedSchema,
  type PrimitiveSchema,
} from '../schema/avro.js';
import { namedTypes, sharedTypes } from '../schema/paths.js';
import type { EventSchema } from '../schema/read.js';
import { entryOf } from './catalogue-module.js';
import type { CatalogueFile } from './catalogue-files.js';

/** `docs/events.md`: every topic, event and field for people. */
export function referencePage(events: readonly EventSchema[], catalogue: readonly CatalogueFile[]): string {
  const common = sharedTypes(events.map(({ schema }) => schema));
  const shared = new Set(common.map(({ name }) => name));
  return `# Events

Generated from \`schemas/\` by \`npm run generate\`. How to change a schema: [libs/contracts](../libs/contracts/README.md).

${catalogue.map((file) => contextSection(file, events, shared)).join('\n')}
## Shared types

${common.map((type) => typeSection(type, '###')).join('\n')}`;
}

function contextSection(file: CatalogueFile, events: readonly EventSchema[], shared: ReadonlySet<string>): string {
  const { topic } = file;
  const kept = topic.retentionDays === null ? 'for ever' : `${topic.retentionDays} days`;
  const own = events.filter((event) => event.context === file.context);
  return `## ${topic.name}

${topic.description} ${topic.partitions} partitions (${topic.localPartitions} on a laptop), kept ${kept}.

${own.map((event) => eventSection(event, entryOf(file, event.name), shared)).join('\n')}`;
}

function eventSection(event: EventSchema, entry: CatalogueEntry, shared: ReadonlySet<string>): string {
  const types = namedTypes(event.schema).filter(({ name }) => !shared.has(name) && name !== event.name);
  const personal =
    entry.personalDataFields.length > 0 ? entry.personalDataFields.map((path) => `\`${path}\``).join(', ') : 'none';
  return `${typeSection(event.schema, '###')}
Key \`${entry.key}\` · owner ${entry.owner} · record kept by ${entry.systemOfRecord} · said by ${[...entry.producers, ...(entry.outside === null ? [] : [entry.outside])].join(', ')} · heard by ${
    entry.consumers.join(', ') || 'nobody yet'
  } · ${entry.serviceLevel} · ${entry.criticality} · personal data: ${personal} · after a dead letter: ${entry.onDeadLetter}
${types.map((type) => `\n${typeSection(type, '####')}`).join('')}`;
}

function typeSection(type: NamedSchema, level: string): string {
  if (isEnum(type))
    return `${level} ${type.name}\n\n${type.doc ?? ''}\n\n${type.symbols.map((s) => `\`${s}\``).join(' · ')}\n`;
  const rows = type.fields.map((field) => `| ${field.name} | ${shape(field.type)} | ${field.doc ?? ''} |\n`).join('');
  return `${level} ${type.name}\n\n${type.doc ?? ''}\n\n| field | type | meaning |\n| --- | --- | --- |\n${rows}`;
}

/** A type in a table's cell: `Money`, `list of OrderLine`, `string or null`, `decimal(38,9)`. */
function shape(type: AvroSchema): string {
  if (isUnion(type)) return [...type].reverse().map(shape).join(' or ');
  if (isArray(type)) return `list of ${shape(type.items)}`;
  if (isMap(type)) return `map of ${shape(type.values)}`;
  if (isRecord(type) || isEnum(type)) return fullName(type).split('.').at(-1) ?? '';
  const { logicalType, precision, scale } = type as PrimitiveSchema;
  if (logicalType === 'decimal') return `decimal(${precision},${scale})`;
  return logicalType ?? kindOf(type).split('.').at(-1) ?? '';
}
