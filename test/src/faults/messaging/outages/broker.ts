import type { Fault } from '../fault.js';
import { felt, goOn } from './felt.js';

const TIMES = 3;
const MOVEMENTS = 300;

/** The broker dies under load and is started again on its data. */
export const brokerKilled: Fault = {
  name: 'broker: SIGKILL and back',
  id: 'broker-killed',
  async play(site, random) {
    const service = await site.start();
    await service.ready;
    const stream = site.source.stream(MOVEMENTS);
    for (let time = 0; time < TIMES; time += 1) {
      await goOn(site, 1 + random.below(MOVEMENTS));
      await felt(site, service, () => site.stack.kafka.kill());
      await site.stack.kafka.start();
    }
    await goOn(site, MOVEMENTS);
    await stream.stop();
    return TIMES;
  },
};

/** The broker keeps every connection and answers none, for longer than a request may take. */
export const brokerFrozen: Fault = {
  name: 'broker: SIGSTOP and back',
  id: 'broker-frozen',
  async play(site, random) {
    const service = await site.start();
    await service.ready;
    const stream = site.source.stream(MOVEMENTS);
    for (let time = 0; time < 2; time += 1) {
      await goOn(site, 1 + random.below(MOVEMENTS));
      const { pid } = site.stack.kafka;
      if (pid === undefined) throw new Error('the broker does not run');
      try {
        await felt(site, service, async () => void process.kill(pid, 'SIGSTOP'));
        await site.until('its silence is noticed', () => service.log().split('taken for dead').length - 1 > time);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
    }
    await goOn(site, MOVEMENTS);
    await stream.stop();
    return 2;
  },
};
