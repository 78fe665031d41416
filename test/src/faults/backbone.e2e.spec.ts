import { describe, expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

// `npm run faults -- backbone` is the long run of the same.
describe('trade while each service is killed in turn', () => {
  it('loses nothing and doubles nothing', async () => {
    const { status, rows, output } = await runCommand('faults', ['backbone', '--orders', '20']);
    const missed = rows.filter(({ pass }) => !pass);
    expect(missed, output).toEqual([]);
    expect(rows.find(({ name }) => name === 'sale orders in Odoo')?.value).toBe(20);
    expect(status).toBe(0);
  });
});
