import { PARTITIONS } from '../../../stock-service/run.js';
import { demand, type Fault } from '../fault.js';
import { alarmed, alarms, readiness, state } from './alarm.js';
import { operate } from './operate.js';

const MOVEMENTS = 600;
const ALARM = 'NO_OFFSET_BUT_INBOX';

/** The rows that say where to go on are gone, and the inbox is not: to begin anew would be a guess. */
export const lostOffset: Fault = {
  name: 'offsets lost, inbox remembers',
  id: 'lost-offset',
  async play(site) {
    const first = await site.start();
    await first.ready;
    await site.source.send(MOVEMENTS);
    await site.until('there are effects', async () => (await site.effects()) >= MOVEMENTS);
    await first.end();
    await site.sql('DELETE FROM consumer_offset');
    const before = await state(site);
    await site.source.send(MOVEMENTS);
    const service = await site.start();
    await service.ready;
    await site.until('every partition has its alarm', () => alarmed(service, ALARM) === PARTITIONS);
    site.say(alarms(service, ALARM)[0]?.msg ?? '');
    demand((await state(site)) === before, 'nothing is read, and nothing changes');
    await operate(
      site,
      `INSERT INTO consumer_offset (group_name, topic, partition, next_offset)
       SELECT 'stock-service', topic, partition, max(position) + 1 FROM inbox GROUP BY topic, partition
       ON CONFLICT DO NOTHING RETURNING topic, partition, next_offset`,
    );
    await site.until('nothing is stopped any more', async () => !(await readiness(service)).body.includes(ALARM));
    return PARTITIONS;
  },
};
