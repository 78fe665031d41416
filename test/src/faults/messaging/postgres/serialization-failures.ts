import type { Fault } from '../fault.js';
import { REPEATABLE_READ } from '../points/strike.js';
import type { ServiceProcess } from '../service-process.js';

const ENOUGH = 5;
const MOVEMENTS = 400;

/**
 * The service's transactions keep one snapshot, and another program touches the rows they are about to lock: PostgreSQL refuses them with
 * 40001, as it does on a server whose default isolation somebody has raised.
 */
export const serializationFailures: Fault = {
  name: 'serialization failures',
  id: 'serialization-failures',
  async play(site) {
    const stream = site.source.stream(MOVEMENTS);
    const service = await site.start({ env: { [REPEATABLE_READ]: 'true' } });
    await service.ready;
    await site.until('there were serialization failures', async () => {
      await site.sql('UPDATE stock SET movements = movements');
      return failures(service) >= ENOUGH;
    });
    await stream.stop();
    return failures(service);
  },
};

const failures = (service: ServiceProcess): number => service.log().split('"code":"40001"').length - 1;
