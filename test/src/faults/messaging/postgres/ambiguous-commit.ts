import { demand, type Fault } from '../fault.js';
import { openCommitCutter } from './commit-cutter.js';

const ENOUGH = 8;
const MOVEMENTS = 400;

/** The server commits, and the service never hears of it: only the offset's compare-and-swap can tell. */
export const ambiguousCommit: Fault = {
  name: 'answer to COMMIT cut off',
  id: 'ambiguous-commit',
  async play(site, random) {
    const cutter = await openCommitCutter(site.stock.postgresUrl, random);
    const stream = site.source.stream(MOVEMENTS);
    const service = await site.start({ env: { DATABASE_URL: cutter.url } });
    await service.ready;
    await site.until('commits were cut off', () => cutter.cuts >= ENOUGH);
    cutter.relent();
    await stream.stop();
    const before = await site.effects();
    await site.source.send(1);
    await site.until('the service goes on', async () => (await site.effects()) > before);
    await service.end();
    demand(
      service.log().includes('fenced'),
      'a batch that was committed unheard was tried again, and fenced by its offset',
    );
    cutter.close();
    await (
      await site.start()
    ).ready;
    return cutter.cuts;
  },
};
