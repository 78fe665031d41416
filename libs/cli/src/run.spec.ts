import { describe, expect, it } from 'vitest';
import { run } from './run.js';

async function penstock(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await run(argv, {
    env: {},
    user: 'ada',
    print: (text) => (out += `${text}\n`),
    complain: (text) => (err += `${text}\n`),
  });
  return { status, out, err };
}

describe('npx penstock', () => {
  it.each([[[]], [['--help']], [['-h']]])('%j says what commands there are', async (argv) => {
    const { status, out } = await penstock(...argv);
    expect(out).toMatch(/^ {2}dead-letters +messages that failed/m);
    expect(status).toBe(0);
  });

  it.each([[['dead-letters']], [['dead-letters', 'replay', '--help']]])('%j says how it is used', async (argv) => {
    const { status, out } = await penstock(...argv);
    expect(out).toMatch(/^npx penstock dead-letters <command>/);
    expect(status).toBe(0);
  });

  it('ends with 2 for what it does not know, and says what there is', async () => {
    const { status, err } = await penstock('live-letters', 'list');
    expect(err).toContain('"live-letters" is no command; there are dead-letters');
    expect(status).toBe(2);
  });
});
