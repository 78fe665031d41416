import { demand, type Fault } from '../fault.js';
import { openGate } from '../gate.js';
import { goOn } from './felt.js';

const MOVEMENTS = 300;

/**
 * The network between the service and its database swallows everything for longer than any timeout, and closes nothing. Then new connections get
 * through, and those there were never hear another word. The same process must go on.
 */
export const halfOpen: Fault = {
  name: 'database connections swallowed',
  id: 'half-open',
  async play(site, random) {
    const gate = await openGate(site.stock.postgresUrl);
    const service = await site.start({ env: { DATABASE_URL: gate.url } });
    await service.ready;
    const stream = site.source.stream(MOVEMENTS);
    await goOn(site, 1 + random.below(MOVEMENTS));
    gate.swallow();
    const struck = gate.swallowed;
    await site.until('it takes them for dead', () => service.log().includes('PostgreSQL said nothing for'));
    await site.until('new ones come to nothing too', () => service.log().includes('due to connection timeout'));
    gate.open();
    await goOn(site, MOVEMENTS);
    demand(!service.hasEnded, 'the process that met it goes on');
    await stream.stop();
    await service.end();
    gate.close();
    await (
      await site.start()
    ).ready;
    return struck;
  },
};
