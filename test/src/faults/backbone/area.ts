import type { Component } from '@penstock/testing/stack';
import type { Area, Settings } from '../../measuring/command.js';
import { randomFrom } from '../../measuring/random.js';
import { noted, type Row } from '../../measuring/row.js';
import { table } from '../../measuring/table.js';
import { startTestSystem, type TestSystem } from '../../system/test-system.js';
import { type Killed, killInTurn } from './kill-in-turn.js';
import { messageEffects } from './message-effects.js';
import { moneyEffects } from './money-effects.js';
import { orderEffects } from './order-effects.js';
import { planOrders } from './plan.js';
import { whenSettled } from './settled.js';
import { slowDown, speedUp } from './slow-outside.js';
import { stockEffects } from './stock-effects.js';
import { Trade } from './trade.js';
import { stockUp } from './warehouse.js';

const DEFAULT_ORDERS = 200;
const ORDERS_FOR_ANOTHER_ROUND = 100;

/** Trade goes on while each service's process is killed and started again in turn. */
export const backbone: Area = (settings) => tradeThroughKills(settings, ({ services }) => Object.values(services));

/** The same while PostgreSQL, Kafka and the schema registry are, below the feet of all services. */
export const stack: Area = (settings) =>
  tradeThroughKills(settings, ({ stack: { postgres, kafka, registry } }) => [postgres, kafka, registry]);

/** All effects are counted from outside once nothing is under way any more. */
async function tradeThroughKills(
  { orders = DEFAULT_ORDERS, seed, say }: Settings,
  victimsOf: (system: TestSystem) => readonly Component[],
): Promise<readonly Row[]> {
  const system = await startTestSystem(say);
  try {
    await stockUp(system);
    const trade = new Trade(system, planOrders(orders, seed));
    const rounds = Math.max(1, Math.floor(orders / ORDERS_FOR_ANOTHER_ROUND));
    await slowDown(system);
    const killed = await killInTurn(system, trade, victimsOf(system), { rounds, random: randomFrom(seed + 1), say });
    await speedUp(system);
    await system.stripe.payOut();
    await whenSettled(system, orders, { withinMs: 180_000, say });
    console.log(`\nseed ${seed}\n${describe(killed)}`);
    return [
      ...(await orderEffects(system, trade.placed)),
      ...(await stockEffects(system, trade.placed)),
      ...(await moneyEffects(system, trade.placed)),
      ...(await messageEffects(system, trade.placed)),
      ...killed.map(({ name, readyAfterSeconds }) => noted(`${name} ready after a kill`, readyAfterSeconds, 's')),
    ];
  } finally {
    await system.stop();
  }
}

const describe = (killed: readonly Killed[]): string =>
  table(
    ['fault', 'times', 'ready again after, at most (s)'],
    killed.map(({ name, times, readyAfterSeconds }) => [`SIGKILL ${name}`, times, readyAfterSeconds]),
  );
