import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '@penstock/local';
import type { Contestant } from './contest.js';
import type { Scene } from './scene.js';

const run = promisify(execFile);

/** Programs that do the same work with stock libraries, and limits that do a part of it, beside the clone; they may be absent. */
const FOLDER = join(root, '../shared/rivals');

/** How many events each takes, of those that one process of ours takes: at this many, each runs for some seconds. */
const SHARES = {
  'nest-eventpattern': 0.05,
  'kafkajs-eachmessage-pg': 0.12,
  'limit-produce': 1.5,
  'limit-produce-platformatic': 2.5,
  'limit-consume': 2.5,
  'limit-sql': 1.5,
} as const;

const FEWEST = 1000;

/** Of an event, as ours have. */
export const BYTES = 1000;

export const rivalsArePresent = (): boolean => existsSync(FOLDER);

export interface Rivals {
  readonly contestants: readonly Contestant[];
  /** Takes the copy away in which they run. */
  remove(): void;
}

/**
 * Rivals that run alone, from a copy, on the same broker, registry and database.
 * @param shares by the rival's name, how many events it takes of those of the scene
 */
export async function rivalContestants(
  { stack, events, say }: Pick<Scene, 'stack' | 'events' | 'say'>,
  shares: Readonly<Record<string, number>> = SHARES,
): Promise<Rivals> {
  const copy = mkdtempSync(join(tmpdir(), 'penstock-rivals-'));
  const remove = (): void => rmSync(copy, { recursive: true, force: true });
  try {
    cpSync(FOLDER, copy, { recursive: true });
    say('Installing the rivals (npm ci)');
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: copy, maxBuffer: 1e8 });
  } catch (error) {
    remove();
    throw error;
  }
  const addresses = ['--kafka', stack.kafkaBrokers, '--registry', stack.registryUrl, '--pg', stack.postgresUrl];
  const contestants = Object.entries(shares).map(([id, share]) => ({
    id,
    isRival: true,
    run: async () => {
      const count = Math.max(FEWEST, Math.ceil(events * share));
      return {
        paces: { [id]: await pace(copy, [id, ...addresses, '--events', String(count), '--bytes', String(BYTES)]) },
      };
    },
  }));
  return { contestants, remove };
}

async function pace(copy: string, args: readonly string[]): Promise<number> {
  const { stdout } = await run(process.execPath, ['run.mjs', ...args], { cwd: copy, maxBuffer: 1e8 });
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { per_second?: unknown };
  if (typeof last.per_second !== 'number') throw new Error(`${args[0]} did not say how fast it was:\n${stdout}`);
  return last.per_second;
}
