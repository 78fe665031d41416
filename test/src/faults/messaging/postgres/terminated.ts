import type { Fault } from '../fault.js';

const CUTS = 15;
const MOVEMENTS = 400;

/** Connections of the service that are at work, one after the other by chance, are ended by the server. */
export const terminated: Fault = {
  name: 'connections terminated',
  id: 'terminated',
  async play(site, random) {
    const stream = site.source.stream(MOVEMENTS);
    await (
      await site.start()
    ).ready;
    let cut = 0;
    while (cut < CUTS) {
      const busy = await site.sql<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'stock-service'
         AND state <> 'idle' ORDER BY pid`,
      );
      const victim = busy[random.below(Math.max(1, busy.length))];
      if (!victim) continue;
      const before = await site.effects();
      await site.sql('SELECT pg_terminate_backend($1)', [victim.pid]);
      cut += 1;
      await site.until('effects go on', async () => (await site.effects()) > before);
    }
    await stream.stop();
    return cut;
  },
};
