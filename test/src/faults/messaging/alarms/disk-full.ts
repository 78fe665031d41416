import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PARTITIONS } from '../../../stock-service/run.js';
import { demand, type Fault, type FaultSite } from '../fault.js';
import { goOn } from '../outages/felt.js';
import type { ServiceProcess } from '../service-process.js';
import { alarmed, readiness, state } from './alarm.js';
import { operate } from './operate.js';
import { mountSmallDisk, type SmallDisk } from './small-disk.js';

const MOVEMENTS = 400;
const DISK_MEGABYTES = 64;
const LEFT_KILOBYTES = 256;
const ALARM = 'DATABASE_FULL';

/** The disk that the service's tables are on runs full under load, and somebody makes room. */
export const diskFull: Fault = {
  name: 'disk of the database full',
  id: 'disk-full',
  async play(site) {
    const disk = await smallDisk(site);
    try {
      await moveTables(site, 'pg_default', 'small_disk', disk.folder);
      const service = await site.start();
      await service.ready;
      const stream = site.source.stream(MOVEMENTS);
      await goOn(site, MOVEMENTS);
      disk.fill(LEFT_KILOBYTES);
      await site.until('every partition has its alarm', () => alarmed(service, ALARM) === PARTITIONS);
      await nothingHappens(site, service);
      const seen = await readiness(service);
      site.say(`/health/ready says ${seen.status} ${seen.body}`);
      demand(seen.status === 200, 'it stays ready: no other replica would do better');
      demand(seen.body.split(ALARM).length - 1 === PARTITIONS, 'and says what each partition waits for');
      await operate(
        site,
        `SELECT relname AS largest, pg_size_pretty(pg_total_relation_size(oid)) AS size FROM pg_class
         WHERE relnamespace = current_schema::regnamespace AND relkind = 'r' ORDER BY pg_total_relation_size(oid) DESC LIMIT 4`,
      );
      await stream.stop();
      disk.makeRoom();
      await goOn(site, MOVEMENTS);
      await site.until('nothing waits any more', async () => !(await readiness(service)).body.includes(ALARM));
      await service.end();
      await moveTables(site, 'small_disk', 'pg_default');
      await site.sql('DROP TABLESPACE small_disk');
    } finally {
      disk.unmount();
    }
    await (
      await site.start()
    ).ready;
    return PARTITIONS;
  },
};

async function smallDisk({ sql }: FaultSite): Promise<SmallDisk> {
  const [row] = await sql<{ data: string }>(`SELECT current_setting('data_directory') AS data`);
  const data = row?.data ?? '';
  return mountSmallDisk(join(dirname(data), 'small-disk'), DISK_MEGABYTES, statSync(data));
}

/** While nobody uses them. @param folder where the new tablespace is to be made; one that is there already has none */
async function moveTables(site: FaultSite, from: string, to: string, folder?: string): Promise<void> {
  if (folder !== undefined) await site.sql(`CREATE TABLESPACE ${to} LOCATION '${folder}'`);
  for (const kind of ['TABLE', 'INDEX']) await site.sql(`ALTER ${kind} ALL IN TABLESPACE ${from} SET TABLESPACE ${to}`);
}

/** Waits until each partition was tried and refused again without anything having changed; what fitted into the last pages may still come before. */
async function nothingHappens(site: FaultSite, service: ServiceProcess): Promise<void> {
  const refusals = (): number => service.log().split('"code":"53100"').length - 1;
  await site.until('nothing happens any more', async () => {
    const [before, counted] = [await state(site), refusals()];
    await site.until('it is refused again', () => refusals() >= counted + 2 * PARTITIONS);
    return (await state(site)) === before;
  });
}
