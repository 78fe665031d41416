import { logger } from '@penstock/observability';
import { isDiskFull, isInfrastructure } from '@penstock/persistence';
import { stoodStill } from '../errors.js';

const log = logger('messaging.runner');

/** What is waited for though neither an event nor this process is at fault. */
export const OUTAGES = ['DATABASE_FULL', 'DATABASE_UNAVAILABLE', 'REGISTRY_UNREACHABLE'] as const;

export type Outage = (typeof OUTAGES)[number];

/** How often in a row a batch may stand still before one of its events is taken to be at fault: machines stall too, but seldom time and again at one place. */
const STANDSTILLS = 3;

/** @returns undefined for an error that may be an event's fault */
export function outageOf(error: unknown): Outage | undefined {
  if (isDiskFull(error)) return 'DATABASE_FULL';
  if (isInfrastructure(error)) return 'DATABASE_UNAVAILABLE';
  return error instanceof Error && error.name === 'RegistryUnreachable' ? 'REGISTRY_UNREACHABLE' : undefined;
}

/** The partitions that wait until something outside is well again. They go on by themselves; a full disk alone is an alarm, as nobody but a person mends it. */
export class Outages {
  /** By `topic/partition`. */
  private readonly waiting = new Map<string, Outage>();

  /** By `topic/partition`. */
  get all(): ReadonlyMap<string, Outage> {
    return this.waiting;
  }

  /** Notes that a partition waits. @returns false when the error is no outage */
  begin(partition: string, error: unknown, failures: number): boolean {
    const outage = outageOf(error);
    if (!outage || (stoodStill(error) && failures >= STANDSTILLS)) return false;
    const isAlarm = outage === 'DATABASE_FULL' && this.waiting.get(partition) !== outage;
    this.waiting.set(partition, outage);
    const line = { partition, outage, err: error, failures };
    if (isAlarm) log.fatal({ alarm: outage, ...line }, 'partition paused: the database has no room left');
    else log.warn(line, 'partition paused: database or registry in trouble');
    return true;
  }

  end(partition: string): void {
    if (this.waiting.size > 0) this.waiting.delete(partition);
  }
}
