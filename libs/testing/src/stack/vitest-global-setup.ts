import { existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeStackData } from './data.js';
import { LOCK, ownerOf } from './instance-lock.js';
import { endLeftovers } from './leftovers.js';
import { type Stack, startStack } from './stack.js';
import type { StackAddresses } from './vitest.js';

interface Shared {
  readonly stack: Promise<Stack>;
  readonly dataDir: string;
  users: number;
}

/** One stack for a whole run of vitest, though every project that names this set-up calls it, from a copy of this module of its own. */
const shared = globalThis as { [key: symbol]: Shared | undefined };
const KEY = Symbol.for('penstock.test-stack');
const PREFIX = 'penstock-test-';

/** Starts the stack and gives its addresses to the specs, which read them with `testStack()`. Returns how to end it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const used = (shared[KEY] ??= await begin());
  used.users += 1;
  const { kafkaBrokers, registryUrl, postgresUrl } = await used.stack;
  project.provide('penstockStack', { kafkaBrokers, registryUrl, postgresUrl } satisfies StackAddresses);
  return async () => {
    used.users -= 1;
    if (used.users > 0) return;
    shared[KEY] = undefined;
    await (await used.stack).stop();
    removeStackData(used.dataDir);
  };
}

async function begin(): Promise<Shared> {
  await removeKilledRuns();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  return { stack: startStack({ dataDir }), dataDir, users: 0 };
}

/** A run that was killed could not stop its stack: the next run does. */
async function removeKilledRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dataDir = join(tmpdir(), name);
    const isOurs = statSync(dataDir).uid === process.getuid?.();
    if (!isOurs || !existsSync(join(dataDir, 'run', LOCK)) || ownerOf(dataDir) !== undefined) continue;
    await endLeftovers(dataDir);
    removeStackData(dataDir);
  }
}
