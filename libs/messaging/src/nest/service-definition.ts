import type { EventType } from '@penstock/contracts';
import type { Config } from '@penstock/config';
import type { Handler } from '../handling/handler.js';
import type { AdminSection } from '../dead-letters/admin/admin-section.js';
import type { Loop } from '../unit-of-work/loop.js';
import type { KeepSaid } from '../unit-of-work/said-event.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { messagingSettings } from './messaging-settings.js';

/** What all services read from the environment. */
export type ServiceConfig = Config<typeof messagingSettings>;

/** A service in the eyes of the runner. */
export interface ServiceDefinition {
  /** Name of the service, its consumer group and, with underscores, its PostgreSQL schema: never renamed. */
  readonly name: string;
  readonly handlers: readonly Handler[];
  /** Events it says outside of handlers: from webhooks, polls, tasks. */
  readonly says?: readonly EventType<any>[];
  /** Topics whose events need not wait for a backlog of the others. Without it the catalogue's latency tiers decide; see urgent-topics.ts. */
  readonly urgentTopics?: readonly string[];
  /** Its own loops: tasks, desired state, polls. */
  loops?(units: UnitsOfWork): readonly Loop[];
  /** What it keeps of its own events. */
  readonly keepSaid?: KeepSaid;
  /** What its admin API answers besides what every service's does. */
  admin?(units: UnitsOfWork): AdminSection;
}

export const schemaOf = (service: string): string => service.replaceAll('-', '_');

/** Token of the {@link ServiceDefinition}. Here and not in the module, whose providers name it while the module is still being read. */
export const SERVICE = Symbol('service definition');

/** Token of the relay's `EventProducer`. */
export const PRODUCER = Symbol('event producer');
