import { rmSync } from 'node:fs';
import { runningPid, writePidFile } from './pid-file.js';
import { StackError } from './stack-error.js';

/**
 * Makes this process the only one that runs a stack on a data folder; returns how to give it up. Throws `StackError` `already-running`,
 * but not because of a process that was killed: its lock is taken over.
 */
export function lockInstance(dataDir: string, file: string): () => void {
  const owner = runningPid(file);
  if (owner !== undefined) {
    throw new StackError('already-running', `Process ${owner} already runs on ${dataDir}; stop it first.`, {
      pid: owner,
    });
  }
  rmSync(file, { force: true });
  writePidFile(file, process.pid, 'wx'); // of two that come this far at once, one fails
  return () => rmSync(file, { force: true });
}
