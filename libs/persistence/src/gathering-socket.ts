import { Socket } from 'node:net';

/**
 * A socket that sends what is written in one turn of the event loop with one system call: statements of a transaction that need not wait for
 * each other then wake the database once. It gathers from the first `cork` on, which pg calls for each statement with a name or values; Node
 * puts its own `write` in place of another.
 */
export class GatheringSocket extends Socket {
  private isGathering = false;

  override cork(): void {
    super.cork();
    if (this.isGathering) return;
    this.isGathering = true;
    super.cork();
    process.nextTick(() => {
      this.isGathering = false;
      this.uncork();
    });
  }
}
