import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStackData, startStack } from '@penstock/testing/stack';
import type { Settings } from '../../measuring/command.js';
import { compared, noted, type Row } from '../../measuring/row.js';
import { measurePenstock } from './penstock.js';
import { measureRivals, rivalsArePresent } from './rivals.js';

const DEFAULT_EVENTS = 60_000;
const WARM_UP = 3000;

/**
 * How many events a second one process takes through libs/messaging: claim, upsert of a row, one event said, until that is on Kafka; beside
 * programs that do the same with stock libraries.
 */
export async function messaging({ events, seed, withRivals, say }: Settings): Promise<readonly Row[]> {
  const count = events ?? DEFAULT_EVENTS;
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  const stack = await startStack({ dataDir, onProgress: say });
  try {
    const warmUp = Math.min(WARM_UP, Math.floor(count / 2));
    const { eventsPerSecond, bytes, rows } = await measurePenstock({ stack, dataDir, say }, { count, warmUp, seed });
    const own = noted('events taken by one process', eventsPerSecond, 'events/s');
    if (!withRivals) return [own, ...rows];
    if (!rivalsArePresent()) {
      say('There are no rivals beside this clone (../shared/rivals): the rows against them are left out.');
      return [own, ...rows];
    }
    const rivals = await measureRivals(stack, bytes, say);
    const beside = rivals.map(({ rival, eventsPerSecond: theirs }) =>
      compared(`the same, against ${rival}`, eventsPerSecond, theirs, 'events/s'),
    );
    return [own, ...beside, ...rows];
  } finally {
    await stack.stop();
    removeStackData(dataDir);
  }
}
