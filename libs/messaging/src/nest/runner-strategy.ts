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
        onAssigned: () => this.runner.assigned(),
        onBatch: (batch, control) => this.runner.consume(batch, control),
      })
      .then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  /** @throws when no partition is assigned: the service is not consuming */
  async assertAssigned(): Promise<void> {
    if (this.consumer && !this.consumer.assigned) throw new Error('no partitions are assigned to this consumer');
  }

  on(): never {
    throw new Error('the runner has no client events');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }
}
