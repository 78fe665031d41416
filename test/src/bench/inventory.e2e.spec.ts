import { describe, expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

// Correctness only: `npm run bench -- inventory` is for speed.
const SHORT = ['--events', '4000', '--rounds', '1', '--only', 'ledger', '--without-rivals'];

describe('movements through the ledger', () => {
  it('are booked once each, though some of them come twice, by one process and by two', async () => {
    const { status, rows, output } = await runCommand('bench', ['inventory', ...SHORT]);
    expect(
      rows.filter(({ pass }) => !pass),
      output,
    ).toEqual([]);
    expect(rows.find(({ name }) => name === 'distinct movements applied')?.value).toBeGreaterThan(15_000);
    expect(status).toBe(0);
  });
});
