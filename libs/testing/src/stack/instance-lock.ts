import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runningPid, writePidFile } from './pid-file.js';
import { StackError } from './stack-error.js';

/** The lock's file in a data folder's `run`. */
export const LOCK = 'owner.pid';

/** The process that runs a stack on a data folder, if one does. */
export const ownerOf = (dataDir: string): number | undefined => runningPid(join(dataDir, 'run', LOCK));

/** Throws `StackError` `already-running` while another process runs a stack on the data folder. */
export function requireUnused(dataDir: string): void {
  const owner = ownerOf(dataDir);
  if (owner === undefined) return;
  throw new StackError('already-running', `Penstock already runs on ${dataDir} (process ${owner}): stop it first.`);
}

/**
 * Makes this process the only one that runs a stack on a data folder; returns how to give it up. The lock of a process that was killed is
 * taken over. Throws `StackError` `already-running`.
 */
export function lockInstance(dataDir: string): () => void {
  const file = join(dataDir, 'run', LOCK);
  requireUnused(dataDir);
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  rmSync(file, { force: true });
  writePidFile(file, process.pid, 'SIGTERM', 'wx'); // of two that come this far at once, one fails
  return () => rmSync(file, { force: true });
}
