import type { Fault } from '../fault.js';

const WAVES = 5;
const MOVEMENTS = 300;

/** Members come and go while one stays: two join at once in each wave, and both leave as soon as they are in; some are killed. */
export const rebalanceStorm: Fault = {
  name: 'rebalance storm',
  id: 'rebalance-storm',
  async play(site, random) {
    const stream = site.source.stream(MOVEMENTS);
    await (
      await site.start()
    ).ready;
    let moves = 0;
    for (let wave = 0; wave < WAVES; wave += 1) {
      const [first, second] = [await site.start(), await site.start()];
      await first.ready;
      if (random.chance(0.3)) first.signal('SIGKILL');
      await Promise.all([first.end(), second.end()]); // the second as soon as it is in, or while it still joins
      moves += 4;
    }
    await stream.stop();
    return moves;
  },
};
