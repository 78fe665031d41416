import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../measuring/random.js';
import type { Propagator } from '../../inventory-site/propagator.js';
import type { InventoryFault, Scene } from './fault.js';

const KILLS = 3;
const LATEST_KILL_MS = 1500;

/** Killed at moments of chance: any batch or call may be under way. */
async function killAtRandom(victim: Propagator, random: Random, { say }: Scene): Promise<number> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await wait(random.below(LATEST_KILL_MS));
    await victim.kill();
    await victim.start();
    say(`${victim.name} was killed and is back`);
  }
  return KILLS;
}

const propagatorKilled: InventoryFault = {
  id: 'killed',
  name: 'propagator: SIGKILL at random',
  victim: null,
  strikesService: true,
  async begin(scene, random) {
    const killing = killAtRandom(scene.replicas[0], random, scene);
    killing.catch(() => undefined); // told to whoever ends it
    return { end: async () => void (await killing), count: () => killing };
  },
};

/** A second process joins, and is killed again and again: partitions and listings go over to the first, and back. */
const twoReplicas: InventoryFault = {
  id: 'two-replicas',
  name: 'two replicas, one SIGKILLed at random',
  victim: null,
  strikesService: true,
  async begin(scene, random) {
    const [, second] = scene.replicas;
    await second.start();
    const killing = killAtRandom(second, random, scene);
    killing.catch(() => undefined); // told to whoever ends it
    return { end: () => killing.then(() => second.stop()), count: () => killing };
  },
};

/** Nothing at all: what the others are compared with. */
export const nothing: InventoryFault = {
  id: 'nothing',
  name: 'nothing',
  victim: null,
  strikesService: true,
  begin: () => Promise.resolve({ end: () => Promise.resolve(), count: () => Promise.resolve(1) }),
};

export const serviceFaults: readonly InventoryFault[] = [propagatorKilled, twoReplicas];
