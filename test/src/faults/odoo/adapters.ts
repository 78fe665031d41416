import { setTimeout as wait } from 'node:timers/promises';
import type { Component } from '@penstock/testing/stack';
import type { Random } from '../../measuring/random.js';
import type { Disturbance } from '../../odoo-day/play-day.js';
import type { OdooFault } from './fault.js';

/** How often in each part of the day, and how long after the end of the last kill, or of the saying, at most. */
export interface Kills {
  readonly times: number;
  readonly latestMs: number;
}

const SOME: Kills = { times: 2, latestMs: 1500 };

/** Killed at moments of chance in every part of the day: chance is the point, any call may be under way. */
export function killAtRandom(
  victim: Component,
  random: Random,
  say: (line: string) => void,
  { times, latestMs }: Kills = SOME,
): Disturbance {
  let killed = 0;
  return {
    async during(stage) {
      for (let kill = 0; kill < times; kill += 1) {
        await wait(random.below(latestMs));
        await victim.kill();
        killed += 1;
        await victim.start();
        say(`${stage}: ${victim.name} was killed and is back`);
      }
    },
    end: () => Promise.resolve(new Map([[victim.name, killed]])),
  };
}

/** Several at once. */
export const allOf = (disturbances: readonly Disturbance[]): Disturbance => ({
  async during(stage) {
    await Promise.all(disturbances.map(async (each) => each.during?.(stage)));
  },
  async end() {
    const struck = await Promise.all(disturbances.map((each) => each.end()));
    return new Map(struck.flatMap((each) => [...each]));
  },
});

export const adapterKilled: OdooFault = {
  id: 'adapter-killed',
  name: 'adapter: SIGKILL at random',
  needsStandIn: false,
  begin: (site, random) => Promise.resolve(killAtRandom(site.adapters[0], random, site.say)),
};

/** A second process joins, and one of the two is killed again and again: their partitions and tasks go over to the other. */
export const twoAdapters: OdooFault = {
  id: 'two-adapters',
  name: 'two adapters, one SIGKILLed at random',
  needsStandIn: false,
  async begin(site, random) {
    const [, second] = site.adapters;
    await second.start();
    const strike = killAtRandom(second, random, site.say);
    return {
      ...strike,
      async end() {
        await second.stop();
        return strike.end();
      },
    };
  },
};
