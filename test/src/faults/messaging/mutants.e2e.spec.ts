import { describe, expect, it } from 'vitest';
import { runCommand } from '../../measuring/run-command.js';

describe('the checker of the faults', () => {
  it('finds each mutant by a fault that the true build survives with the same seed', async () => {
    const { status, rows, output } = await runCommand('faults', ['mutants']);
    expect(
      rows.filter(({ pass }) => !pass),
      output,
    ).toEqual([]);
    expect(rows.map(({ name }) => name)).toEqual([
      'connections terminated: held by the true build',
      'no inbox constraint: found as doubled',
      'SIGKILL before commit: held by the true build',
      'offsets first: found as lost',
      'SIGSTOP past the lease: relay: held by the true build',
      'competing relays: found as reordered',
    ]);
    expect(status).toBe(0);
  });
});
