import { expect, it } from 'vitest';
import { runCommand } from '../measuring/run-command.js';

/** One of each family that is quick; `npm run faults -- inventory` plays them all. */
const SHORT = ['429-shopify', 'killed', 'claims'];

it('channels offer what is there, though they fail or the service dies, and a thousand claims on a hundred pieces get a hundred', async () => {
  const { status, rows, output } = await runCommand('faults', ['inventory', '--only', SHORT.join(), '--rounds', '2']);
  // Whether the others were late is asked on a machine that does nothing else.
  const missed = rows.filter(({ name, pass }) => !pass && !name.includes('late'));
  expect(missed, output).toEqual([]);
  expect(rows.find(({ name }) => name === 'claims: pieces granted')?.value).toBe(200);
  expect(rows.filter(({ name, value }) => name.endsWith(': times') && value > 0)).toHaveLength(3);
  expect([0, 1]).toContain(status);
}, 240_000);
