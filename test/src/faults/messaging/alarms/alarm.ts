import type { FaultSite } from '../fault.js';
import type { ServiceProcess } from '../service-process.js';

interface Alarm {
  readonly alarm: string;
  readonly topic?: string;
  /** Its number; with its topic before it where the line has none. */
  readonly partition: number | string;
  readonly msg: string;
}

/** The lines of a process's log that carry an alarm of this name. */
export const alarms = (service: ServiceProcess, name: string): Alarm[] =>
  service
    .log()
    .split('\n')
    .filter((line) => line.includes(`"alarm":"${name}"`))
    .map((line) => JSON.parse(line) as Alarm);

/** In how many partitions it went off. */
export const alarmed = (service: ServiceProcess, name: string): number =>
  new Set(alarms(service, name).map(({ topic, partition }) => `${topic}/${partition}`)).size;

/** What somebody sees who asks a process whether it is ready. */
export async function readiness({ url }: ServiceProcess): Promise<{ status: number; body: string }> {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: await response.text() };
}

/** Next offsets by partition, as PostgreSQL has them. */
export async function positions({ sql }: FaultSite): Promise<Map<number, bigint>> {
  const rows = await sql<{ partition: number; next: string }>(
    'SELECT partition, next_offset AS next FROM consumer_offset ORDER BY partition',
  );
  return new Map(rows.map(({ partition, next }) => [partition, BigInt(next)]));
}

/** Everything that an effect would change: offsets, effects, inbox. Two that are equal say that nothing happened in between. */
export async function state({ sql }: FaultSite): Promise<string> {
  const rows = await sql(
    `SELECT (SELECT string_agg(partition || ':' || next_offset, ' ' ORDER BY partition) FROM consumer_offset) AS offsets,
            (SELECT count(*) FROM effect) AS effects, (SELECT count(*) FROM inbox) AS inbox, (SELECT count(*) FROM parked) AS parked`,
  );
  return JSON.stringify(rows);
}
