import { setTimeout as wait } from 'node:timers/promises';
import type { Component } from '@penstock/testing/stack';
import type { Random } from '../../measuring/random.js';
import type { TestSystem } from '../../system/test-system.js';
import type { Trade } from './trade.js';
import { recount, ship, SKUS } from './warehouse.js';

/** How often a process was killed, and the longest that it then took until it was ready again. */
export interface Killed {
  readonly name: string;
  readonly times: number;
  readonly readyAfterSeconds: number;
}

/** Kills come this long after a burst of work began at most, so that they meet it at any point. */
const LATEST_KILL_MS = 500;

/**
 * Kills each process in turn, `rounds` times, with SIGKILL in the middle of work: orders arrive just before and while it is dead, goods are
 * shipped and counted, money is paid out. Each is started again before the next is killed.
 */
export async function killInTurn(
  system: TestSystem,
  trade: Trade,
  victims: readonly Component[],
  { rounds, random, say }: { rounds: number; random: Random; say: (line: string) => void },
): Promise<Killed[]> {
  const longest = new Map<string, number>();
  const burst = Math.ceil(trade.left / (rounds * victims.length * 2));
  for (let round = 1; round <= rounds; round += 1) {
    for (const victim of victims) {
      const busy = work(system, trade, burst, random);
      await wait(random.below(LATEST_KILL_MS)); // chance is the point: any phase may be hit
      await victim.kill();
      await busy;
      await trade.place(burst);
      const begun = performance.now();
      await victim.start();
      const seconds = (performance.now() - begun) / 1000;
      longest.set(victim.name, Math.max(seconds, longest.get(victim.name) ?? 0));
      say(`round ${round}: ${victim.name} was killed, and is ready again after ${seconds.toFixed(1)} s`);
    }
  }
  await trade.place(trade.left);
  return [...longest].map(([name, readyAfterSeconds]) => ({ name, times: rounds, readyAfterSeconds }));
}

/** Everybody is busy at once: customers, the warehouse, somebody who counts, the bank. */
async function work(system: TestSystem, trade: Trade, orders: number, random: Random): Promise<void> {
  const sku = SKUS[random.below(SKUS.length)]!;
  const found = random.below(100);
  await Promise.all([trade.place(orders), ship(system, orders), recount(system, sku, found), system.stripe.payOut()]);
}
