import { Socket } from 'node:net';

/**
 * A socket that sends what is written in one turn of the event loop with one system call: statements of a transaction that need not wait for
 * each other then wake the database once.
 */
export class GatheringSocket extends Socket {
  private isGathering = false;

  override cork(): void {
    if (!this.isGathering) {
      this.isGathering = true;
      super.cork();
      process.nextTick(() => {
        this.isGathering = false;
        this.uncork();
      });
    }
    super.cork();
  }
}
