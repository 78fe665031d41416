import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeStackData } from './data.js';
import { kafkaAnswers } from './kafka-probe.js';
import { writePidFile } from './pid-file.js';
import { freePort } from './ports.js';
import { isRunning } from './process-identity.js';
import { registerSchemas } from './setup.js';
import { type Stack, startStack } from './stack.js';

// A folder that only its owner may enter, as mkdtemp makes them: for root, PostgreSQL's user cannot.
const dataDir = mkdtempSync(join(tmpdir(), 'penstock-stack-spec-'));
const said: string[] = [];
const schema = { subject: 'probe', schema: '"string"' };
let stack: Stack;

async function sql(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: stack.postgresUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** A process whose parent was killed before it could end it. */
async function leftBehind(name: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  const pid = child.pid ?? 0;
  writePidFile(join(dataDir, 'run', `${name}.pid`), pid, 'SIGTERM');
  return pid;
}

describe('a stack of its own', () => {
  let orphan: number;

  beforeAll(async () => {
    orphan = await leftBehind('some-service');
    stack = await startStack({ dataDir, onProgress: (line) => said.push(line) });
  });

  afterAll(async () => {
    await stack.stop();
    removeStackData(dataDir);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('ends what a killed run left on its data, and says so', () => {
    expect(isRunning(orphan)).toBe(false);
    expect(said).toContain('Ended what a killed run had left behind: some-service');
  });

  it('is alone on its data', async () => {
    await expect(startStack({ dataDir })).rejects.toThrow(/already runs on .* \(process \d+\): stop it first/);
  });

  it('keeps what was committed when PostgreSQL is killed', async () => {
    await sql('CREATE TABLE kept AS SELECT 1 AS one');
    await stack.postgres.kill();
    expect(stack.pids.postgres).toBeUndefined();
    await stack.postgres.start();
    expect(await sql('SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('keeps the ids of schemas when the registry is killed', async () => {
    const before = await registerSchemas(stack.registryUrl, [schema]);
    await stack.registry.kill();
    await stack.registry.start();
    expect(await registerSchemas(stack.registryUrl, [schema])).toEqual(before);
  });

  it('has its broker back on the same port when Kafka is killed', async () => {
    const port = Number(stack.kafkaBrokers.split(':')[1]);
    await stack.kafka.kill();
    expect(await kafkaAnswers(port)).toBe(false);
    await stack.kafka.start();
    expect(await kafkaAnswers(port)).toBe(true);
  });

  it('tells a crash from a stop', async () => {
    const crashed = new Promise((resolve) => stack.registry.onCrash(resolve));
    process.kill(stack.pids.registry ?? 0, 'SIGKILL');
    expect(await crashed).toEqual({ code: null, signal: 'SIGKILL' });
    await stack.registry.start();
  });
});

describe('a stack that cannot start', () => {
  it('names the port that is taken, and leaves nothing running', async () => {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const folder = mkdtempSync(join(tmpdir(), 'penstock-stack-spec-'));
    await expect(startStack({ dataDir: folder, ports: { registry: port } })).rejects.toThrow(
      `Port ${port}, wanted for the schema registry, is already taken.`,
    );
    server.close();
    removeStackData(folder);
  });
});
