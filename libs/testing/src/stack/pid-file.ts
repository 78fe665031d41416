import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf } from './process-identity.js';
import { until } from './until.js';

interface PidRecord {
  readonly pid: number;
  readonly startedAt: string;
}

/** Remembers a process on disk, so that it is found again if its parent is killed and cannot end it. */
export function writePidFile(file: string, pid: number, flag: 'w' | 'wx' = 'w'): void {
  const startedAt = identityOf(pid);
  if (startedAt !== undefined) writeFileSync(file, JSON.stringify({ pid, startedAt } satisfies PidRecord), { flag });
}

/** The pid in the file if that very process still runs, not another that was given the same number since. */
export function runningPid(file: string): number | undefined {
  const record = read(file);
  return record && identityOf(record.pid) === record.startedAt ? record.pid : undefined;
}

/**
 * Ends what a killed parent left running: asks with `signal`, and after ten seconds no longer asks. True when there was something.
 */
export async function endLeftover(file: string, signal: NodeJS.Signals): Promise<boolean> {
  const pid = runningPid(file);
  if (pid !== undefined) {
    process.kill(pid, signal);
    const ended = await until(() => runningPid(file) === undefined, { withinMs: 10_000 });
    if (!ended) process.kill(pid, 'SIGKILL');
    await until(() => runningPid(file) === undefined, { withinMs: 10_000 });
  }
  rmSync(file, { force: true });
  return pid !== undefined;
}

function read(file: string): PidRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PidRecord;
  } catch {
    return undefined; // absent, or cut short by the crash it would have told of
  }
}
