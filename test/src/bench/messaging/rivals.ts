import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '@penstock/local';
import type { Stack } from '@penstock/testing/stack';

const run = promisify(execFile);

/** Programs that do the same work with stock libraries, beside the clone; they may be absent. */
const FOLDER = join(root, '../shared/rivals');

/** Nest's Kafka transport; one transaction a message by hand; and how fast Kafka takes events at all. */
const RIVALS = ['nest-eventpattern', 'kafkajs-eachmessage-pg', 'limit-produce'] as const;

/** Enough for each to show its pace, in about twenty seconds. */
const EVENTS: Readonly<Record<(typeof RIVALS)[number], number>> = {
  'nest-eventpattern': 10_000,
  'kafkajs-eachmessage-pg': 20_000,
  'limit-produce': 200_000,
};

export interface RivalSpeed {
  readonly rival: string;
  readonly eventsPerSecond: number;
}

export const rivalsArePresent = (): boolean => existsSync(FOLDER);

/** Runs each rival alone, from a copy, on the same broker, registry and database. Throws with a rival's own words when one fails. */
export async function measureRivals(stack: Stack, bytes: number, say: (line: string) => void): Promise<RivalSpeed[]> {
  const copy = mkdtempSync(join(tmpdir(), 'penstock-rivals-'));
  try {
    cpSync(FOLDER, copy, { recursive: true });
    say('Installing the rivals (npm ci)');
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: copy, maxBuffer: 1e8 });
    const speeds: RivalSpeed[] = [];
    for (const rival of RIVALS) {
      say(`${rival} runs`);
      speeds.push({ rival, eventsPerSecond: await measureOne(copy, rival, stack, bytes) });
    }
    return speeds;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function measureOne(copy: string, rival: (typeof RIVALS)[number], stack: Stack, bytes: number): Promise<number> {
  const addresses = ['--kafka', stack.kafkaBrokers, '--registry', stack.registryUrl, '--pg', stack.postgresUrl];
  const work = ['--events', String(EVENTS[rival]), '--bytes', String(Math.round(bytes))];
  const { stdout } = await run(process.execPath, ['run.mjs', rival, ...addresses, ...work], {
    cwd: copy,
    maxBuffer: 1e8,
  });
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { per_second?: unknown };
  if (typeof last.per_second !== 'number') throw new Error(`${rival} did not say how fast it was:\n${stdout}`);
  return last.per_second;
}
