import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkClock, serverClock } from './clock.js';
import { Findings } from './findings.js';

async function warningsAt(clock: () => Promise<number | undefined>) {
  const into = new Findings();
  await checkClock(clock, into);
  return into.warnings.map(({ problem }) => problem);
}

describe("Odoo's clock", () => {
  it('is warned of when it is more than some seconds away, either way', async () => {
    expect(await warningsAt(async () => Date.now() + 90_000)).toEqual(["Odoo's clock is 90 s ahead of this machine's"]);
    expect(await warningsAt(async () => Date.now() - 90_000)).toEqual(["Odoo's clock is 90 s behind this machine's"]);
    expect(await warningsAt(async () => Date.now() - 2_000)).toEqual([]);
    expect(await warningsAt(async () => undefined)).toEqual([]);
  });

  it('is read from the answer of the server', async () => {
    const server = createServer((request, response) => {
      response.setHeader('date', request.url === '/web/health' ? 'Sat, 21 Nov 2026 10:00:00 GMT' : 'never').end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await serverClock(`http://127.0.0.1:${port}`)()).toBe(Date.parse('2026-11-21T10:00:00Z'));
    server.close();
  });
});
