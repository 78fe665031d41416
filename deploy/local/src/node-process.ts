import { join } from 'node:path';
import { type Component, component } from '@penstock/testing/stack';
import { root } from './root.js';

export interface NodeProcess {
  readonly name: string;
  /** The compiled program, from the clone's root. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it answers: with a status of 200 to 299, or with any at all when `anyAnswer` is set. */
  readonly readyUrl: string;
  readonly anyAnswer?: boolean;
  readonly dataDir: string;
}

/** How Node runs each of our programs, here as in an image. docs/adr/0027-one-helper-for-v8.md says why V8 has one thread beside the main one. */
export const nodeOptions = ['--enable-source-maps', '--v8-pool-size=1'] as const;

/** One of our own programs as a process of its own. Not started yet. */
export const nodeProcess = ({
  name,
  program,
  args = [],
  env = {},
  readyUrl,
  anyAnswer = false,
  dataDir,
}: NodeProcess): Component =>
  component({
    name,
    command: process.execPath,
    args: [...nodeOptions, '--disable-warning=TimeoutNegativeWarning', join(root, program), ...args],
    cwd: root,
    env: { ...process.env, ...env },
    logFile: join(dataDir, 'logs', `${name}.log`),
    pidFile: join(dataDir, 'run', `${name}.pid`),
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
    isReady: () => answers(readyUrl, anyAnswer),
    readyWithinMs: 60_000,
  });

async function answers(url: string, any: boolean): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return ok || any;
  } catch {
    return false; // nobody listens yet
  }
}
