import { expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

// All faults: npm run faults -- odoo. A day with hands and random kills: npm run faults -- odoo-day.

it('a day of orders is in Odoo once and whole, though the answer to each kind of write is lost once', async () => {
  const { status, rows, output } = await runCommand('faults', ['odoo', '--only', 'commit-then-cut', '--orders', '8']);
  expect(
    rows.filter(({ pass }) => !pass),
    output,
  ).toEqual([]);
  expect(rows.filter(({ name }) => name.includes('struck')).length, output).toBeGreaterThanOrEqual(7);
  expect(status, output).toBe(0);
}, 120_000);
