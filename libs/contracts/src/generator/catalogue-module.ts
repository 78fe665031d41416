import type { CatalogueEntry, Topic } from '../catalogue.js';
import type { CatalogueFile } from './catalogue-files.js';

const DAY = 24 * 60 * 60 * 1000;

/** An event of at most 900 KB, its key, headers and the batch around it. */
const MAX_MESSAGE_BYTES = 1_048_576;

export function topicOf({ topic }: CatalogueFile): Topic {
  return {
    name: topic.name,
    description: topic.description,
    partitions: topic.partitions,
    localPartitions: topic.localPartitions,
    config: {
      'cleanup.policy': topic.cleanup,
      'retention.ms': topic.retentionDays === null ? '-1' : String(topic.retentionDays * DAY),
      'max.message.bytes': String(MAX_MESSAGE_BYTES),
    },
  };
}

/** An event's entry with what it has from its topic. */
export function entryOf(file: CatalogueFile, event: string): CatalogueEntry & { readonly topic: string } {
  const declared = file.events[event];
  if (!declared) throw new RangeError(`${event} is not in catalogue/${file.context}.yaml`);
  return { topic: file.topic.name, retentionDays: file.topic.retentionDays, ...declared };
}

/** The catalogue as a module, so that services need no files at run time. */
export function catalogueModule(files: readonly CatalogueFile[]): string {
  const entries = files.flatMap((file) =>
    Object.keys(file.events).map((event) => [`penstock.${file.context}.${event}`, entryOf(file, event)] as const),
  );
  const sorted = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return `// Generated from schemas/catalogue by \`npm run generate\`. Do not edit.
import type { CatalogueEntry, Topic } from '../catalogue.js';

/** Every topic, by context. */
export const topics: readonly Topic[] = ${JSON.stringify(files.map(topicOf), null, 2)};

/** What is agreed about each event, by its full name. */
export const catalogue: Readonly<Record<string, CatalogueEntry & { readonly topic: string }>> = ${JSON.stringify(sorted, null, 2)};
`;
}
