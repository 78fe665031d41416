import type { EventType } from './event-type.js';
import { catalogue } from './generated/catalogue.js';

/** A topic as it is created. */
export interface Topic {
  readonly name: string;
  readonly description: string;
  /** Never changes once the topic exists: growth is a new topic. */
  readonly partitions: number;
  /** The same on one developer's machine. */
  readonly localPartitions: number;
  /** Kafka's topic configuration, such as `retention.ms`. */
  readonly config: Readonly<Record<string, string>>;
}

/** What is agreed about one event. */
export interface CatalogueEntry {
  readonly owner: string;
  readonly systemOfRecord: string;
  /** Names of services. */
  readonly producers: readonly string[];
  /** Who else says it, in words, such as `logistics providers`; null where only our services do. */
  readonly outside: string | null;
  readonly consumers: readonly string[];
  readonly latencyTier: 'seconds' | 'minutes' | 'daily';
  /** In words, such as `99% within 5 s of the webhook`. */
  readonly serviceLevel: string;
  readonly criticality: 'vital' | 'high' | 'normal' | 'low';
  /** Days the topic keeps it; null is for ever. */
  readonly retentionDays: number | null;
  /** The field that is the message's key. */
  readonly key: string;
  readonly compatibility: 'FULL_TRANSITIVE';
  /** Paths of fields that name natural persons. */
  readonly personalDataFields: readonly string[];
  readonly deprecation: { readonly since: string; readonly replacedBy: string } | null;
  readonly onDeadLetter: 'hold' | 'continue';
}

/** @throws {RangeError} on an event the catalogue does not know, which the generator makes impossible. */
export function catalogueOf(event: EventType): CatalogueEntry {
  const entry = catalogue[event.name];
  if (!entry) throw new RangeError(`${event.name} is not in the catalogue`);
  return entry;
}
