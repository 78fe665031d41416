import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demand, type Fault, type FaultSite } from '../fault.js';
import { openGate } from '../gate.js';
import type { ServiceProcess } from '../service-process.js';
import { goOn } from './felt.js';

const LATE_MILLIS = 200;
/** Of about a kilobyte each: much more than the consumer may keep waiting (48 MiB), so that it keeps all that it ever will. */
const FULL = 80_000;
const MORE = 105_000;
/** Worked off at each size of the backlog: so many, since V8 lets a process grow for some 50,000 events before it tidies up. */
const WATCHED = 65_000;
/** What is added may cost no more than what comes and goes while V8 finds its size; kept in memory, it would cost 105 and more. */
const MEGABYTES = 70;

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
    await site.source.send(FULL);
    const full = await largestSize(site, service);
    await site.source.send(MORE);
    const more = await largestSize(site, service);
    site.say(`${full} MB at most beside a backlog of ${FULL} kB, ${more} MB beside ${FULL + MORE} kB`);
    demand(more - full < MEGABYTES, `what is added to the backlog costs less than ${MEGABYTES} MB of memory`);
    gate.delay(0);
    await site.until('the backlog is worked off', async () => (await site.effects()) >= FULL + MORE);
    await service.end();
    gate.close();
    await (
      await site.start()
    ).ready;
    return 2;
  },
};

/** The most that it takes while it works off, slowly, what is watched. */
async function largestSize(site: FaultSite, service: ServiceProcess): Promise<number> {
  const enough = (await site.effects()) + WATCHED;
  let most = 0;
  while ((await site.effects()) < enough) {
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
