import { testStack } from '@penstock/testing/stack/vitest';
import { describe, expect, it } from 'vitest';
import { contest, type Contestant } from './contest.js';
import type { Scene } from './scene.js';

const lines: string[] = [];
const scene = () => ({ stack: testStack(), say: (line: string) => lines.push(line) }) as unknown as Scene;

/** Runs at 100 × the round a second, and fails in the second. */
const failing = (id: string, isRival: boolean): Contestant => ({
  id,
  isRival,
  run: async (round) => {
    if (round === 2) throw new Error('wrong result');
    return { paces: { [id]: round * 100 } };
  },
});

describe('a contest', () => {
  it('leaves out the round in which a rival failed, and says so', async () => {
    const paces = await contest(scene(), [failing('rival', true)], 3);
    expect(paces.of('rival')).toMatchObject({ median: 200 }); // of 100 and 300
    expect(lines).toContain('2/3 rival failed and is left out of this round: Error: wrong result');
  });

  it('fails where a program of our own failed', async () => {
    await expect(contest(scene(), [failing('ours', false)], 3)).rejects.toThrow('wrong result');
  });
});
