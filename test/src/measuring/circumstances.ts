import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { root } from '@penstock/local';

/** What a figure depends on besides the code. */
export interface Circumstances {
  /** ISO 8601, when the measuring began. */
  readonly at: string;
  /** Of the clone; null where it is no git clone. */
  readonly commit: string | null;
  /** Whether files differ from that commit. */
  readonly isModified: boolean;
  readonly machine: {
    readonly cores: number;
    readonly cpu: string;
    readonly memoryBytes: number;
    readonly platform: string;
    readonly node: string;
    /** Processes that wanted a core in the minute before, on average: what else was going on. */
    readonly loadBefore: number;
  };
}

export function circumstances(): Circumstances {
  const commit = git('rev-parse', 'HEAD');
  return {
    at: new Date().toISOString(),
    commit: commit ?? null,
    isModified: commit !== undefined && git('status', '--porcelain') !== '',
    machine: {
      cores: cpus().length,
      cpu: cpus()[0]?.model ?? 'unknown',
      memoryBytes: totalmem(),
      platform: `${process.platform} ${process.arch}`,
      node: process.version,
      loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    },
  };
}

function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined; // no git, or no clone: an unpacked archive measures just as well
  }
}
