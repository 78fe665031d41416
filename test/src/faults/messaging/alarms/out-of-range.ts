import type { ReceivedMessage } from '@penstock/kafka';
import { PARTITIONS } from '../../../stock-service/run.js';
import { demand, type Fault, type FaultSite } from '../fault.js';
import { deleteBefore, endsOf, makeAnew } from '../kafka-admin.js';
import type { ServiceProcess } from '../service-process.js';
import { alarmed, alarms, positions, readiness, state } from './alarm.js';
import { operate } from './operate.js';
import { archive, sendAgain, setPositions } from './recover.js';

const MOVEMENTS = 600;
const ALARM = 'OFFSET_OUT_OF_RANGE';

/** Retention deletes records that the service, which was down, has not read. */
export const recordsDeleted: Fault = {
  name: 'offsets out of range: records deleted unread',
  id: 'records-deleted',
  async play(site, random) {
    await workThenStop(site);
    await site.source.send(MOVEMENTS);
    const kept = await archive(site);
    const read = await positions(site);
    const ends = await endsOf(site.stock, topicOf(site), PARTITIONS);
    const lost = new Map(
      [...ends].map(([partition, end]) => {
        const from = read.get(partition) ?? 0n;
        return [partition, from + 1n + BigInt(random.below(Number(end - from)))] as const;
      }),
    );
    await deleteBefore(site.stock, topicOf(site), lost);
    const service = await stopsWithAlarm(site);
    const unread = [...kept].flatMap(([partition, records]) =>
      records.filter(({ offset }) => offset >= (read.get(partition) ?? 0n)),
    );
    await repair(site, service, unread);
    return PARTITIONS;
  },
};

/** Somebody deletes the topic and makes it anew, with records that the service has not read and fewer than it has. */
export const topicRecreated: Fault = {
  name: 'offsets out of range: topic made anew',
  id: 'topic-recreated',
  async play(site) {
    await workThenStop(site);
    await site.source.send(MOVEMENTS / 4);
    const read = await positions(site);
    const before = [...(await archive(site))].flatMap(([partition, records]) =>
      records.filter(({ offset }) => offset >= (read.get(partition) ?? 0n)),
    );
    await makeAnew(site.stock, topicOf(site), PARTITIONS);
    await site.source.send(MOVEMENTS / 4);
    const service = await stopsWithAlarm(site);
    const since = [...(await archive(site)).values()].flat();
    await repair(site, service, [...before, ...since]);
    return PARTITIONS;
  },
};

const topicOf = ({ stock }: FaultSite): string => `${stock.prefix}.movements`;

async function workThenStop(site: FaultSite): Promise<void> {
  const service = await site.start();
  await service.ready;
  await site.source.send(MOVEMENTS);
  await site.until('there are effects', async () => (await site.effects()) >= MOVEMENTS);
  await service.end();
}

/** Starts the service, which must read nothing, change nothing, and say why. */
async function stopsWithAlarm(site: FaultSite): Promise<ServiceProcess> {
  const before = await state(site);
  const service = await site.start();
  await service.ready;
  await site.until('every partition has its alarm', () => alarmed(service, ALARM) === PARTITIONS);
  site.say(alarms(service, ALARM)[0]?.msg ?? '');
  await site.source.send(MOVEMENTS / 10);
  const seen = await readiness(service);
  site.say(`/health/ready says ${seen.status} ${seen.body}`);
  demand(
    seen.status === 200 && seen.body.split(ALARM).length - 1 === PARTITIONS,
    'it is ready, and says what is stopped',
  );
  demand((await state(site)) === before, 'offsets and effects are as they were');
  return service;
}

/** Everything unread is sent again, in its order, behind what is there; the group goes on where that begins. The process notices by itself. */
async function repair(site: FaultSite, service: ServiceProcess, unread: readonly ReceivedMessage[]): Promise<void> {
  await operate(site, `SELECT topic, partition, next_offset FROM consumer_offset ORDER BY topic, partition`);
  const since = new Set(unread.map(({ topic, partition, offset }) => `${topic}/${partition}/${offset}`));
  const later = [...(await archive(site)).values()].flat();
  const missed = later.filter(({ topic, partition, offset }) => !since.has(`${topic}/${partition}/${offset}`));
  await setPositions(site, await sendAgain(site, [...unread, ...missed]));
  await site.until('nothing is stopped any more', async () => !(await readiness(service)).body.includes(ALARM));
}
