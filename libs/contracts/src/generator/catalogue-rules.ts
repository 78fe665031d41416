import { isRecord, kindOf, type RecordSchema, valueOfNullable } from '../schema/avro.js';
import type { EventSchema } from '../schema/read.js';
import { fieldPaths } from '../schema/paths.js';
import type { CatalogueFile, EntryDeclaration } from './catalogue-files.js';

const PERSONAL = 'penstock.common.PersonalData';

/** Longest time a topic may keep personal data. */
const PERSONAL_DAYS = 30;

/** What schemas and catalogue say differently; each a sentence. Empty where all is well. */
export function catalogueFaults(
  events: readonly EventSchema[],
  catalogue: readonly CatalogueFile[],
  services: readonly string[],
): string[] {
  const contexts = new Map(catalogue.map((file) => [file.context, file]));
  const uncatalogued = events
    .filter((event) => !contexts.get(event.context)?.events[event.name])
    .map((event) => `${event.name} has a schema, but nobody owns it: add it to catalogue/${event.context}.yaml`);
  const faults = catalogue.flatMap((file) =>
    Object.entries(file.events).flatMap(([name, entry]) => {
      const event = events.find((candidate) => candidate.name === name && candidate.context === file.context);
      if (!event)
        return [`catalogue/${file.context}.yaml names ${name}, which has no schema in schemas/${file.context}`];
      return [
        ...keyFaults(name, entry, event.schema),
        ...serviceFaults(name, entry, services),
        ...personalFaults(name, entry, event.schema, file.topic.retentionDays),
      ];
    }),
  );
  return [...uncatalogued, ...catalogue.flatMap(topicFaults), ...faults];
}

function topicFaults({ context, topic }: CatalogueFile): string[] {
  return topic.name.startsWith(`retail.${context}.`)
    ? []
    : [`catalogue/${context}.yaml declares the foreign topic ${topic.name}`];
}

function keyFaults(name: string, entry: EntryDeclaration, schema: RecordSchema): string[] {
  const field = schema.fields.find((candidate) => candidate.name === entry.key);
  return field?.type === 'string' ? [] : [`${name}: the key ${entry.key} is not a string field of the event`];
}

const serviceFaults = (name: string, entry: EntryDeclaration, services: readonly string[]): string[] =>
  [...entry.producers, ...entry.consumers]
    .filter((service) => !services.includes(service))
    .map((service) => `${name}: ${service} is not a service`);

function personalFaults(name: string, entry: EntryDeclaration, schema: RecordSchema, days: number | null): string[] {
  const paths = fieldPaths(schema);
  const missing = entry.personalDataFields.filter((path) => !paths.has(path));
  const personal = [...paths].filter(([, type]) => {
    const value = valueOfNullable(type) ?? type;
    return (isRecord(value) ? `${value.namespace}.${value.name}` : kindOf(value)) === PERSONAL;
  });
  const unlisted = personal.map(([path]) => path).filter((path) => !entry.personalDataFields.includes(path));
  const tooLong = entry.personalDataFields.length > 0 && (days === null || days > PERSONAL_DAYS);
  return [
    ...missing.map((path) => `${name}: personalDataFields names ${path}, which is not a field`),
    ...unlisted.map((path) => `${name}: ${path} is personal data, but personalDataFields does not say so`),
    ...(tooLong ? [`${name}: its topic keeps personal data longer than ${PERSONAL_DAYS} days`] : []),
  ];
}
