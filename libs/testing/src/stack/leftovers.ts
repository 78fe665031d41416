import { join } from 'node:path';
import { endLeftover } from './pid-file.js';

const STOP_SIGNALS = { kafka: 'SIGTERM', registry: 'SIGTERM', postgres: 'SIGINT' } as const;

/** Ends what a killed run left running on a data folder; returns the names of what there was. */
export async function endLeftovers(dataDir: string): Promise<string[]> {
  const ended = Object.entries(STOP_SIGNALS).map(async ([name, signal]) =>
    (await endLeftover(join(dataDir, 'run', `${name}.pid`), signal)) ? [name] : [],
  );
  return (await Promise.all(ended)).flat();
}
