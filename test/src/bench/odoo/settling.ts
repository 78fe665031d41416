import type { OdooClient } from '@penstock/connector-odoo';
import { percentile } from '../../measuring/spread.js';
import { confirm, type Conflicts } from './confirm.js';

export interface Settled {
  /** Calls at once, the median of the second half of the orders. */
  readonly settledAt: number;
  /** Of the second half. */
  readonly ordersPerSecond: number;
  /** The limit as each order was confirmed. */
  readonly trace: readonly number[];
}

/** Confirms orders one a call, as many at once as the client's limit allows, and looks on as that finds its place. */
export async function settling(client: OdooClient, orders: readonly number[], conflicts: Conflicts): Promise<Settled> {
  const trace: number[] = [];
  const ends: number[] = [];
  const begun = performance.now();
  await Promise.all(
    orders.map(async (id) => {
      await confirm(client, [id], conflicts);
      ends.push(performance.now());
      trace.push(client.flow.concurrency());
    }),
  );
  const [half, end] = [ends[Math.floor(ends.length / 2)] ?? begun, ends.at(-1) ?? begun];
  return {
    settledAt: percentile(trace.slice(Math.floor(trace.length / 2)), 0.5),
    ordersPerSecond: (Math.ceil(ends.length / 2) / (end - half)) * 1000,
    trace,
  };
}
