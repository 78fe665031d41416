import { createReadStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Collector } from './scene.js';

/** Where the next span will be written. */
export const endOf = ({ file }: Collector): number => (existsSync(file) ? statSync(file).size : 0);

/** How many spans of one name the collector wrote from a place in its file on. */
export async function countSpans({ file }: Collector, name: string, from: number): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file, { start: from }) }))
    if (line.includes(`"name":"${name}"`)) count += 1;
  return count;
}
