import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { EventConsumer } from '@penstock/kafka';
import type { Runner } from '../inbox/runner.js';

/**
 * The runner as a Nest transport: `connectMicroservice({ strategy })` starts and stops it with the application.
 * Nest's own Kafka transport is not used: it handles one message at a time, each in a transaction of its own at best.
 */
export class RunnerStrategy extends Server implements CustomTransportStrategy {
  constructor(
    private readonly runner: Runner,
    private readonly consumer: EventConsumer | undefined,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    if (!this.consumer) return callback();
    this.consumer
      .start({
        positions: (topic, partitions) => this.runner.positions(topic, partitions),
        onBatch: (batch, control) => this.runner.consume(batch, control),
      })
      .then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  /** @throws when this process is not a member of its group, or a partition is stopped and waits for a person */
  async assertReady(): Promise<void> {
    if (!this.consumer) return;
    if (!this.consumer.assigned) throw new Error('no partitions are assigned to this consumer');
    const stopped = [...this.consumer.stopped].map(([partition, { alarm }]) => `${partition} (${alarm})`);
    if (stopped.length > 0) throw new Error(`stopped: ${stopped.join(', ')}`);
  }

  /** @throws when there is something to read, nothing moves, and nothing outside is known to be in the way: a restart may help */
  async assertMoving(stallMillis: number): Promise<void> {
    const stalled = this.consumer?.stalledMillis() ?? 0;
    if (stalled > stallMillis)
      throw new Error(`no event was handled for ${Math.round(stalled / 1000)} s, though there are some`);
  }

  on(): never {
    throw new Error('the runner has no client events');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }
}
