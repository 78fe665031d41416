import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever its own clock does. */
const TICKS_A_SECOND = 100;

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the second field, a name in brackets, may hold blanks. */
function ticksOf(file: string): { own: number; ofEndedChildren: number } {
  const stat = readFileSync(file, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return { own: field(14) + field(15), ofEndedChildren: field(16) + field(17) };
}

/** CPU time that a process has used so far, in seconds. */
export const cpuOf = (pid: number): number => ticksOf(`/proc/${pid}/stat`).own / TICKS_A_SECOND;

/** The part of it that its first thread used: in a Node process, the one that runs JavaScript. */
export const mainThreadCpuOf = (pid: number): number => ticksOf(`/proc/${pid}/task/${pid}/stat`).own / TICKS_A_SECOND;

/** CPU time of a process and its children, those that have ended included: all of PostgreSQL. */
export function familyCpuOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const running = children.reduce((sum, child) => sum + (cpuIfRunning(Number(child)) ?? 0), 0);
  const { own, ofEndedChildren } = ticksOf(`/proc/${pid}/stat`); // read last: it has what a child used that ended a moment ago
  return running + (own + ofEndedChildren) / TICKS_A_SECOND;
}

function cpuIfRunning(pid: number): number | undefined {
  try {
    return cpuOf(pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH')
      return undefined;
    throw error;
  }
}
