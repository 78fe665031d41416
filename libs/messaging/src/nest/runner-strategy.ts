import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { Unhealthy } from '@penstock/http';
import type { EventConsumer } from '@penstock/kafka';
import type { Runner } from '../inbox/runner.js';
import { consumerGauges } from './consumer-gauges.js';

/** By `topic/partition`, the alarm or the outage. */
export type Held = Readonly<Partial<Record<'stopped' | 'waiting', Readonly<Record<string, string>>>>>;

/**
 * The runner as a Nest transport: `connectMicroservice({ strategy })` starts and stops it with the application.
 * Nest's own Kafka transport is not used: it handles one message at a time, each in a transaction of its own at best.
 */
export class RunnerStrategy extends Server implements CustomTransportStrategy {
  private endGauges = () => {};

  constructor(
    private readonly runner: Runner,
    private readonly consumer: EventConsumer | undefined,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    if (!this.consumer) return callback();
    this.endGauges = consumerGauges(this.consumer, this.runner);
    this.consumer
      .start({
        positions: (topic, partitions) => this.runner.positions(topic, partitions),
        onBatch: (batch, control) => this.runner.consume(batch, control),
      })
      .then(() => callback(), callback);
  }

  async close(): Promise<void> {
    this.endGauges();
    await this.consumer?.stop();
  }

  /** @throws Unhealthy when this process is not a member of its group */
  async assertReady(): Promise<void> {
    if (this.consumer && !this.consumer.assigned) throw new Unhealthy('the consumer is not a member of its group');
  }

  /**
   * The partitions that wait for a person, and by which alarm, and those that wait for something outside to be well again. They leave this
   * process ready: it serves HTTP and its other partitions as before, and neither a restart nor another replica would do better. Undefined
   * when there are none.
   */
  held(): Held | undefined {
    const stopped = [...(this.consumer?.stopped ?? [])].map(([partition, { alarm }]) => [partition, alarm] as const);
    const waiting = [...this.runner.waiting];
    if (stopped.length === 0 && waiting.length === 0) return undefined;
    return {
      ...(stopped.length > 0 && { stopped: Object.fromEntries(stopped) }),
      ...(waiting.length > 0 && { waiting: Object.fromEntries(waiting) }),
    };
  }

  /** @throws Unhealthy when there is something to read, nothing moves, and nothing outside is known to be in the way: a restart may help */
  async assertMoving(stallMillis: number): Promise<void> {
    const stalled = this.consumer?.stalledMillis() ?? 0;
    if (stalled > stallMillis)
      throw new Unhealthy(`the consumer handled no event for ${Math.round(stalled / 1000)} s, though there are some`);
  }

  on(): never {
    throw new Error('the runner has no client events');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }
}
