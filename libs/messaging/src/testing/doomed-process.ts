import type { DataSource } from 'typeorm';
import type { Step, Watcher } from './steps.js';

/** Where a process dies. */
export interface Crash {
  /** The statement, counted from 1. */
  readonly step: number;
  /** Before it is sent; or after it, while the process still waits for its answer and lives on; or after it, and the process is gone. */
  readonly moment: 'before' | 'answer lost' | 'after';
}

/** A process that comes to grief at one of its statements: the server ends its connection. */
export class DoomedProcess implements Watcher {
  private steps = 0;
  hasCrashed = false;
  isDead = false;

  /** @param server another connection to the same server, which ends this one's */
  constructor(
    private readonly server: DataSource,
    private readonly crash: Crash,
  ) {}

  async before({ pid }: Step): Promise<void> {
    this.steps += 1;
    if (this.steps !== this.crash.step || this.crash.moment !== 'before') return;
    this.hasCrashed = this.isDead = true;
    await this.cut(pid);
  }

  async after({ pid }: Step): Promise<void> {
    if (this.steps !== this.crash.step || this.hasCrashed) return;
    this.hasCrashed = true;
    if (this.crash.moment === 'after') this.isDead = true;
    else {
      await this.cut(pid);
      throw new Error('Connection terminated unexpectedly');
    }
  }

  /** Returns once the server process is gone, so that nothing is sent to it that it would still do. */
  private async cut(pid: number): Promise<void> {
    await this.server.query('SELECT pg_terminate_backend($1)', [pid]);
    // Asked again at once: pg_terminate_backend would itself look only every 100 ms.
    while ((await this.server.query<unknown[]>('SELECT FROM pg_stat_activity WHERE pid = $1', [pid])).length > 0);
  }
}
