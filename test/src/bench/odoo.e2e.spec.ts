import { describe, expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

// Correctness only, and the stand-in unless the environment names an Odoo: `npm run bench -- odoo` is for speed.
const SHORT = ['--orders', '20', '--rounds', '1', '--only', 'create,way'];

describe('orders through one process of the adapter', () => {
  it('are in Odoo once each, confirmed', async () => {
    const { status, rows, output } = await runCommand('bench', ['odoo', ...SHORT]);
    expect(
      rows.filter(({ pass }) => !pass),
      output,
    ).toEqual([]);
    expect(rows.find(({ name }) => name === 'orders that Penstock wrote')?.value).toBe(20);
    expect(rows.find(({ name }) => name.startsWith('orders confirmed in Odoo'))?.value).toBeGreaterThan(20);
    expect(status).toBe(0);
  });
});
