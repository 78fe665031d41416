import { registerSchemas } from '@penstock/testing/stack';
import { stockEvents } from '../../../stock-service/events.js';
import { demand, type Fault, type FaultSite } from '../fault.js';
import type { Input } from '../ledger/inputs.js';
import type { ServiceProcess } from '../service-process.js';
import { goOn } from './felt.js';

const MOVEMENTS = 300;
const COLD_STARTS = 2;

/** Nobody answers for the schemas when the service starts. It ends, is started again as by any supervisor, and works once they are back. */
export const registryDownAtStart: Fault = {
  name: 'registry down at start',
  id: 'registry-down-at-start',
  async play(site) {
    await site.source.send(MOVEMENTS);
    await site.stack.registry.stop();
    for (let start = 0; start < COLD_STARTS; start += 1) {
      const service = await site.start();
      await site.until(`${service.name} gives up`, () => service.hasEnded);
      demand(service.log().includes('RegistryUnreachable'), 'it says why it does not start');
    }
    await site.stack.registry.start();
    demand((await site.effects()) === 0, 'nothing was done without schemas');
    await (
      await site.start()
    ).ready;
    await site.until('all have had their effect', async () => (await site.effects()) >= MOVEMENTS);
    return COLD_STARTS;
  },
};

/** Events come that were written with a schema the service has not met, and nobody can tell it what that is. */
export const registryDownForNewSchema: Fault = {
  name: 'registry down, new schema id comes',
  id: 'registry-down-new-schema',
  async play(site) {
    const service = await site.start();
    await service.ready;
    await site.source.send(MOVEMENTS);
    await site.until('the first are done', async () => (await site.effects()) >= MOVEMENTS);
    const id = await anotherId(site);
    await site.stack.registry.stop();
    const before = await offsets(site);
    await site.source.sendInputs(site.source.inputs.next(MOVEMENTS).map((input) => writtenWith(id, input)));
    await site.until('every partition waits', () => waiting(service) === before.length);
    demand((await site.effects()) === MOVEMENTS, 'nothing is done with what nobody can read');
    demand((await offsets(site)).join() === before.join(), 'the offsets stay');
    demand((await site.sql('SELECT FROM parked')).length === 0, 'no try is counted, and nothing is set aside');
    await site.stack.registry.start();
    await goOn(site, MOVEMENTS);
    return before.length;
  },
};

/** Registers the movements' schema once more, with a remark that changes nothing but its id. */
async function anotherId({ stock }: FaultSite): Promise<number> {
  const { StockMoved } = stockEvents(stock.prefix);
  const schema = JSON.stringify({ ...(JSON.parse(StockMoved.schema) as object), doc: 'A movement of stock.' });
  const ids = await registerSchemas(stock.registryUrl, [{ subject: StockMoved.subject, schema }]);
  return ids.get(StockMoved.subject)!;
}

/** The same bytes, said to be written with that schema: byte 0, then its id in four bytes. */
function writtenWith(id: number, input: Input): Input {
  const value = Buffer.from(input.record.value);
  value.writeInt32BE(id, 1);
  return { ...input, record: { ...input.record, value } };
}

const offsets = async ({ sql }: FaultSite): Promise<string[]> =>
  (await sql<{ next: string }>('SELECT next_offset AS next FROM consumer_offset ORDER BY partition')).map(
    ({ next }) => next,
  );

/** How many partitions its log says wait for the registry. */
const waiting = (service: ServiceProcess): number =>
  new Set(
    service
      .log()
      .split('\n')
      .filter((line) => line.includes('REGISTRY_UNREACHABLE'))
      .map((line) => (JSON.parse(line) as { partition: string }).partition),
  ).size;
