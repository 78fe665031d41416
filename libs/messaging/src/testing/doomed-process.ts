import type { DataSource } from 'typeorm';
import type { Step, Watcher } from './steps.js';

/** Where a process dies. */
export interface Crash {
  /** The statement, counted from 1. */
  readonly step: number;
  /** Before it is sent; or after it, while the process still waits for its answer, and lives on or is gone with its connection. */
  readonly moment: 'before' | 'answer lost' | 'after';
}

/** A process that comes to grief at one of its statements: the server ends its connection. One that is dead sends nothing more. */
export class DoomedProcess implements Watcher {
  private steps = 0;
  hasCrashed = false;
  isDead = false;

  /** @param server another connection to the same server, which ends this one's */
  constructor(
    private readonly server: DataSource,
    private readonly crash: Crash,
  ) {}

  async before(step: Step): Promise<void> {
    // Whatever connection is left, the server rolls back: of a process that is gone it sees all of them closed.
    if (this.isDead && step.name !== 'ROLLBACK') throw connectionLost();
    this.steps += 1;
    if (this.steps !== this.crash.step || this.crash.moment !== 'before') return;
    this.hasCrashed = this.isDead = true;
    await this.cut(step);
  }

  async after(step: Step): Promise<void> {
    if (this.steps !== this.crash.step || this.hasCrashed) return;
    this.hasCrashed = true;
    this.isDead = this.crash.moment === 'after';
    await this.cut(step);
    throw connectionLost();
  }

  /** Returns once the driver knows: until then it could hand the dead connection to somebody else. */
  private async cut({ pid, whenClosed }: Step): Promise<void> {
    const closed = whenClosed();
    await this.server.query('SELECT pg_terminate_backend($1)', [pid]);
    await closed;
  }
}

/** As the driver says it. */
const connectionLost = () => new Error('Connection terminated unexpectedly');
