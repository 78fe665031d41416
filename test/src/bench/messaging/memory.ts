import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { compared, noted, type Row } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import { withQuery } from '../../measuring/query.js';
import { stockEvents } from '../../stock-service/events.js';
import type { Part } from './part.js';
import { settle, taken, withService, withSite } from './run.js';
import type { Scene } from './scene.js';
import { Source } from './source.js';

/** Times the events of an ordinary run: 200,000 and two million at the usual number. */
const [EARLY, LATE] = [1, 10];
const MOST = 1.1;
const SAMPLE_EVERY_MILLIS = 200;

/** What a process held when it had taken so many events. */
interface Sample {
  readonly events: number;
  /** Megabytes (10^6 bytes). */
  readonly resident: number;
  /** The most it held so far. */
  readonly peak: number;
}

/** Whether a process needs more memory the longer it runs. */
export const memory: Part = {
  name: 'memory',
  heading: 'Memory of one process',
  needs: [],
  async rows(_, scene) {
    if (!existsSync('/proc/self/status')) {
      scene.say('memory is left out: only Linux tells what another process holds, in /proc');
      return [];
    }
    const samples = await measure(scene, scene.events * LATE);
    return compare(samples, scene.events * EARLY, scene.events * LATE);
  },
};

/** The median while the last fifth of so many events was taken, since garbage comes and goes; and the peak until then. */
export function compare(samples: readonly Sample[], early: number, late: number): Row[] {
  const [before, after] = [early, late].map((count) => {
    const around = samples.filter(({ events }) => events > count * 0.8 && events <= count);
    const of = (what: 'resident' | 'peak', share: number) =>
      percentile(
        around.map((sample) => sample[what]),
        share,
      );
    return { resident: of('resident', 0.5), peak: of('peak', 1) };
  });
  if (!before || !after) throw new RangeError('nothing was sampled');
  const counts = `at ${late.toLocaleString('en-US')} events, against ${early.toLocaleString('en-US')}`;
  return [
    compared(`resident memory ${counts}`, after.resident, before.resident, 'MB', { atMost: MOST }),
    compared(`its peak ${counts}`, after.peak, before.peak, 'MB'),
    noted('samples', samples.length, ''),
  ];
}

const measure = (scene: Scene, count: number): Promise<Sample[]> =>
  withSite(scene, 'bench-memory', async (site) => {
    const source = await Source.open(site, stockEvents(site.prefix).StockMoved, scene.seed);
    scene.say(`memory: filling ${count} events in`);
    await source.fill(count).finally(() => source.close());
    return await withService(scene, site, {}, async ([process]) => {
      const samples = await sample(site.postgresUrl, count, () => process?.pid);
      await settle(scene, site, [source.ledger]);
      return samples;
    });
  });

async function sample(url: string, until: number, pidOf: () => number | undefined): Promise<Sample[]> {
  return withQuery(url, async (query) => {
    const samples: Sample[] = [];
    for (let events = 0; events < until; await wait(SAMPLE_EVERY_MILLIS)) {
      const pid = pidOf();
      if (pid === undefined) throw new Error('the service has ended');
      events = await taken(query);
      samples.push({ events, ...held(pid) });
    }
    return samples;
  });
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html: both in KiB */
function held(pid: number): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (field: string): number =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
  return { resident: of('VmRSS'), peak: of('VmHWM') };
}
