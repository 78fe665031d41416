import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf } from './process-identity.js';
import { until } from './until.js';

interface PidRecord {
  readonly pid: number;
  readonly startedAt: string;
  /** What asks the process to end in good order. */
  readonly stopSignal: NodeJS.Signals;
}

/** Remembers a process on disk, so that it is found again if its parent is killed and cannot end it. With `wx` the file must be new. */
export function writePidFile(file: string, pid: number, stopSignal: NodeJS.Signals, flag: 'w' | 'wx' = 'w'): void {
  const startedAt = identityOf(pid);
  if (startedAt === undefined) return; // it has ended already
  writeFileSync(file, JSON.stringify({ pid, startedAt, stopSignal } satisfies PidRecord), { flag });
}

/** The pid in the file if that very process still runs, not another that was given the same number since. */
export const runningPid = (file: string): number | undefined => running(file)?.pid;

/** Ends what a killed parent left running: asks, and after five seconds no longer asks. True when there was something. */
export async function endLeftover(file: string): Promise<boolean> {
  const leftover = running(file);
  if (leftover) {
    process.kill(leftover.pid, leftover.stopSignal);
    const ended = await until(() => !running(file), { withinMs: 5000 });
    if (!ended) process.kill(leftover.pid, 'SIGKILL');
    await until(() => !running(file), { withinMs: 5000 });
  }
  rmSync(file, { force: true });
  return leftover !== undefined;
}

function running(file: string): PidRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as PidRecord;
    return identityOf(record.pid) === record.startedAt ? record : undefined;
  } catch {
    return undefined; // absent, or cut short by the crash it would have told of
  }
}
