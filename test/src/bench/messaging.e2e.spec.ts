import { describe, expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

// Correctness only: `npm run bench -- messaging` is for speed.
const SHORT = ['--events', '4000', '--rounds', '1', '--only', 'throughput', '--without-rivals'];

describe('events through one process of a service', () => {
  it('are applied once each and said in the order of their key, though some of them come twice', async () => {
    const { status, rows, output } = await runCommand('bench', ['messaging', ...SHORT]);
    const missed = rows.filter(({ pass }) => !pass);
    expect(missed, output).toEqual([]);
    expect(rows.find(({ name }) => name === 'distinct events applied')?.value).toBeGreaterThan(3900);
    expect(status).toBe(0);
  });
});
