import { noted, type Row } from '../../measuring/row.js';
import type { PassedCall } from './counting-proxy.js';

const SHOWN = 8;

/** What Odoo's time went into, the dearest methods first: milliseconds for each of so many orders, calls that ran beside each other added up. */
export function shares(calls: readonly PassedCall[], orders: number): Row[] {
  const named = [...Map.groupBy(calls, ({ name }) => name)].map(([name, made]) => ({
    name,
    count: made.length,
    millis: made.reduce((sum, { begunAt, endedAt }) => sum + endedAt - begunAt, 0),
  }));
  const dearest = named.sort((a, b) => b.millis - a.millis).slice(0, SHOWN);
  return dearest.map(({ name, count, millis }) =>
    noted(`of Odoo’s time for an order of the backlog: ${name}, ${count} calls`, millis / orders, 'ms'),
  );
}
