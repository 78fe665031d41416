import type { Logger } from './log.js';

/** One log line that gathers everything worth knowing about one piece of work, instead of ten thin ones. */
export interface WideLine {
  /** Adds fields; later values win. */
  add(fields: Record<string, unknown>): void;
  /** Writes the line at level info, with `outcome` and `duration_ms`. A second ending is ignored. */
  done(outcome?: string, fields?: Record<string, unknown>): void;
  /** Writes the line at level error, with the error. A second ending is ignored. */
  failed(error: unknown, fields?: Record<string, unknown>): void;
}

/** Begins a wide line. Example: `const line = wideLine(log, 'batch handled', { topic }); … line.add({ events: 200 }); line.done();` */
export function wideLine(log: Logger, message: string, fields: Record<string, unknown> = {}): WideLine {
  const startedAt = performance.now();
  const gathered = { ...fields };
  let ended = false;
  const end = (level: 'info' | 'error', last: Record<string, unknown>): void => {
    if (ended) return;
    ended = true;
    log[level]({ ...gathered, ...last, duration_ms: Math.round((performance.now() - startedAt) * 100) / 100 }, message);
  };
  return {
    add: (more) => void Object.assign(gathered, more),
    done: (outcome = 'ok', more = {}) => end('info', { ...more, outcome }),
    failed: (error, more = {}) => end('error', { ...more, outcome: 'failed', err: error }),
  };
}
