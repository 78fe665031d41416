import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demand, type Fault, type FaultSite } from '../fault.js';
import { openGate } from '../gate.js';
import type { ServiceProcess } from '../service-process.js';
import { goOn } from './felt.js';

const LATE_MILLIS = 200;
/** Of about a kilobyte each: more than the consumer may keep waiting (24 MiB). */
const BACKLOG = 35_000;
/** A second backlog may cost no more than what comes and goes; kept in memory, it would cost 35. */
const MEGABYTES = 24;
const SAMPLES = 6;

/** Every answer of the database comes late while a backlog waits in Kafka: it must stay there, and not fill the memory of the process. */
export const slowDatabase: Fault = {
  name: 'database answers 200 ms late',
  id: 'slow-database',
  patienceMs: 180_000,
  async play(site) {
    const gate = await openGate(site.stock.postgresUrl);
    const service = await site.start({ env: { DATABASE_URL: gate.url } });
    await service.ready;
    await site.source.send(2000); // so that the process has its working size
    await goOn(site, 1);
    gate.delay(LATE_MILLIS);
    const sizes: number[] = [];
    for (let backlog = 0; backlog < 2; backlog += 1) {
      await site.source.send(BACKLOG);
      sizes.push(await largestSize(site, service));
    }
    const [first = 0, second = 0] = sizes;
    site.say(`${first} MB at most beside a backlog of ${BACKLOG} kB, ${second} MB beside twice that`);
    demand(second - first < MEGABYTES, `the second backlog costs less than ${MEGABYTES} MB of memory`);
    gate.delay(0);
    await site.until('the backlog is worked off', async () => (await site.effects()) >= 2 * BACKLOG);
    await service.end();
    gate.close();
    await (
      await site.start()
    ).ready;
    return sizes.length * SAMPLES;
  },
};

/** The most that it takes while it works, slowly. */
async function largestSize(site: FaultSite, service: ServiceProcess): Promise<number> {
  let most = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await goOn(site, 200);
    most = Math.max(most, megabytes(site, service));
  }
  return most;
}

/** Resident memory, as the system counts it. */
function megabytes({ dataDir }: FaultSite, { name }: ServiceProcess): number {
  const { pid } = JSON.parse(readFileSync(join(dataDir, 'run', `${name}.pid`), 'utf8')) as { pid: number };
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024);
}
