import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';
import { portsFrom, requireFreePorts } from './ports.js';

describe('the ports of npm start', () => {
  it('are counted from the base, and each can be moved alone', () => {
    const ports = portsFrom(5000, { PENSTOCK_PORT_KAFKA_CONTROLLER: '9093' });
    expect(ports.kafka).toBe(5021);
    expect(ports['kafka-controller']).toBe(9093);
    expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length);
  });

  it('name the one that is taken, and both ways to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ports = { ...portsFrom(5000, {}), postgres: port };
    const failure = requireFreePorts({ postgres: ports.postgres } as typeof ports);
    await expect(failure).rejects.toThrow(
      `Port ${port}, wanted for postgres, is already taken: choose another with PENSTOCK_PORT_POSTGRES, ` +
        'or move all of them with `npm start -- --port-base N`.',
    );
    server.close();
  });

  it('must be numbers', () => {
    expect(() => portsFrom(5000, { PENSTOCK_PORT_KAFKA: 'x' })).toThrow('PENSTOCK_PORT_KAFKA must be a port');
    expect(() => parseOptions(['--port-base', '80'], {})).toThrow('must be a whole number from 1024 to 65000, not 80');
    expect(() => parseOptions(['--often'], {})).toThrow(/usage: npm start/);
  });
});
