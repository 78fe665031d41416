import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { readBooks } from '../../faults/rolling/books.js';
import { eventually } from '../eventually.js';
import type { Scene } from './process-system.js';

const LOOK_AGAIN_MILLIS = 1000;

/** Waits until some partition has records to read and did not move for a second. */
export const somethingStalls = ({ query, topic }: Scene, records: readonly (readonly string[])[]): Promise<void> =>
  eventually(async () => {
    const before = await readBooks(query, topic);
    await wait(LOOK_AGAIN_MILLIS);
    const { offsets } = await readBooks(query, topic);
    const stalled = offsets.filter((next, at) => next === before.offsets[at] && next < (records[at]?.length ?? 0));
    expect(stalled).not.toEqual([]);
  });
