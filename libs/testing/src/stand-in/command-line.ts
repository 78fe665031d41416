import { parseArgs } from 'node:util';
import type { StandIn, StandInOptions } from './server.js';

/**
 * Runs a stand-in as a process of its own: `main.js --port N --data DIR [--name value …]`. Prints one JSON line with its URL once it
 * listens, and ends on SIGINT and SIGTERM.
 *
 * @param names further options the stand-in takes, without dashes; each has a text value
 */
export async function runStandIn<N extends string>(
  system: string,
  names: readonly N[],
  start: (options: StandInOptions, values: Partial<Record<N, string>>) => Promise<StandIn>,
): Promise<void> {
  const text = { type: 'string' as const };
  const { values } = parseArgs({
    options: { port: text, data: text, ...Object.fromEntries(names.map((name) => [name, text])) },
    strict: true,
  });
  const given = values as Partial<Record<N | 'port' | 'data', string>>;
  if (given.data === undefined) throw new Error(`--data DIR is missing: where the ${system} stand-in keeps its state`);
  const standIn = await start({ port: Number(given.port ?? 0), dataDir: given.data }, given);
  process.stdout.write(`${JSON.stringify({ system, url: standIn.url, pid: process.pid })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIn.close());
}
