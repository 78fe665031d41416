import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LOCK } from './instance-lock.js';
import { endLeftover } from './pid-file.js';

/** Ends whatever a killed run left running on a data folder; returns the names of what there was. Only for the holder of its lock. */
export async function endLeftovers(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, 'run');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.pid') && file !== LOCK) : [];
  const ended = files.map(async (file) => ((await endLeftover(join(folder, file))) ? [basename(file, '.pid')] : []));
  return (await Promise.all(ended)).flat();
}
