import { expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

// Correctness only: that the pauses are short is asked by `npm run faults -- rolling`, on a machine that does nothing else.
it('a rolling upgrade, also to the next version and back, loses, doubles and reorders nothing', async () => {
  const { rows, output } = await runCommand('faults', ['rolling']);
  const pauses = rows.filter(({ name }) => name.includes('longest pause'));
  const missed = rows.filter((row) => !row.pass && !pauses.includes(row));
  expect(missed, output).toEqual([]);
  expect(pauses).toHaveLength(12);
  expect(Math.max(...pauses.map(({ value }) => value))).toBeLessThan(120);
  expect(rows.find(({ name }) => name === 'events said by the next version only')?.value).toBeGreaterThan(0);
});
