import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runningPid } from './pid-file.js';
import { dataFolderElsewhere } from './postgres-home.js';
import { StackError } from './stack-error.js';

/** Forgets a stack's data, wherever PostgreSQL's had to live. Throws `StackError` `already-running` while a stack runs on it. */
export function removeStackData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const owner = runningPid(join(dataDir, 'run', 'owner.pid'));
  if (owner !== undefined) {
    throw new StackError('already-running', `Process ${owner} runs on ${dataDir}; stop it first.`, { pid: owner });
  }
  rmSync(dataFolderElsewhere(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
