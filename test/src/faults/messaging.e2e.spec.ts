import { describe, expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

/** One of each family that is quick; `npm run faults -- messaging` plays them all. The checker is proved in mutants.e2e.spec.ts. */
const SHORT = ['killed-after-produce', 'ambiguous-commit', 'other-content', 'too-large', 'whole-topic-again'];

describe('a service that is broken on purpose', () => {
  it('ends each input once, in order, whatever happens to it', async () => {
    const { status, rows, output } = await runCommand('faults', ['messaging', '--only', SHORT.join()]);
    expect(
      rows.filter(({ pass }) => !pass),
      output,
    ).toEqual([]);
    expect(rows.filter(({ name, value }) => name.endsWith(': times') && value > 0)).toHaveLength(SHORT.length);
    expect(status).toBe(0);
  });
});
