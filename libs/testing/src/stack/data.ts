import { existsSync, rmSync } from 'node:fs';
import { requireUnused } from './instance-lock.js';
import { dataFolderElsewhere } from './postgres-home.js';

/** Forgets a stack's data, wherever PostgreSQL's had to live. Throws `StackError` `already-running` while a stack runs on it. */
export function removeStackData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  requireUnused(dataDir);
  rmSync(dataFolderElsewhere(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
