import { demand, type Fault, type FaultSite } from '../fault.js';
import type { Point } from '../points/strike.js';

const MOVEMENTS = 400;
const LATEST_PASSING = 6;

/** A process kills itself at a named point, at a passing of chance, with work behind and before it; the next one goes on. */
export const killedAt = (id: string, point: Point, times = 2): Fault => ({
  name: `SIGKILL ${point}`,
  id,
  async play(site, random) {
    const stream = site.source.stream(MOVEMENTS);
    for (let kill = 0; kill < times; kill += 1) {
      const passing = 1 + random.below(LATEST_PASSING);
      const doomed = await site.start({ strike: { point, passing, signal: 'SIGKILL' } });
      await site.until(`${doomed.name} is dead`, () => doomed.hasEnded);
      demand(doomed.wasStruck, `${doomed.name} died by its own hand`);
    }
    await goesOn(site);
    await stream.stop();
    return times;
  },
});

/** A process that is not struck does work. */
async function goesOn(site: FaultSite): Promise<void> {
  const before = await site.effects();
  await (
    await site.start()
  ).ready;
  await site.until('the next process has effects', async () => (await site.effects()) > before);
}

export const kills: readonly Fault[] = [
  killedAt('killed-mid-batch', 'mid-batch'),
  killedAt('killed-before-commit', 'before commit'),
  killedAt('killed-after-commit', 'after commit'),
  killedAt('killed-before-produce', 'before produce'),
  killedAt('killed-after-produce', 'after produce'),
];
