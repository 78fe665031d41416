import type { Fault } from '../fault.js';
import { brokerFrozen, brokerKilled } from './broker.js';
import { halfOpen } from './half-open.js';
import { postgresRestarted } from './postgres-restarted.js';
import { registryDownAtStart, registryDownForNewSchema } from './registry.js';
import { restored } from './restored.js';
import { slowDatabase } from './slow.js';

/** What the service stands on goes away, and comes back. */
export const outages: readonly Fault[] = [
  brokerKilled,
  brokerFrozen,
  postgresRestarted,
  halfOpen,
  slowDatabase,
  restored,
  registryDownAtStart,
  registryDownForNewSchema,
];
