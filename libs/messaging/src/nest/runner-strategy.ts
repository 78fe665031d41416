import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { ObservableGauge, ObservableResult } from '@opentelemetry/api';
import { Unhealthy } from '@penstock/http';
import type { EventConsumer } from '@penstock/kafka';
import { meter } from '@penstock/observability';
import type { Runner } from '../inbox/runner.js';

/**
 * The runner as a Nest transport: `connectMicroservice({ strategy })` starts and stops it with the application.
 * Nest's own Kafka transport is not used: it handles one message at a time, each in a transaction of its own at best.
 */
export class RunnerStrategy extends Server implements CustomTransportStrategy {
  private stoppedGauge: ObservableGauge | undefined;

  constructor(
    private readonly runner: Runner,
    private readonly consumer: EventConsumer | undefined,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    if (!this.consumer) return callback();
    this.stoppedGauge = meter('messaging').createObservableGauge('penstock.consumer.stopped_partitions', {
      description: 'Partitions this process holds and does not read, because a person must decide where to go on.',
    });
    this.stoppedGauge.addCallback(this.observeStopped);
    this.consumer
      .start({
        positions: (topic, partitions) => this.runner.positions(topic, partitions),
        onBatch: (batch, control) => this.runner.consume(batch, control),
      })
      .then(() => callback(), callback);
  }

  async close(): Promise<void> {
    this.stoppedGauge?.removeCallback(this.observeStopped);
    await this.consumer?.stop();
  }

  /** @throws Unhealthy when this process is not a member of its group */
  async assertReady(): Promise<void> {
    if (this.consumer && !this.consumer.assigned) throw new Unhealthy('the consumer is not a member of its group');
  }

  /**
   * The partitions that wait for a person, and by which alarm. They leave this process ready: it serves HTTP and its other partitions as
   * before, and neither a restart nor another replica would do better. Undefined when there are none.
   */
  stopped(): Readonly<Record<'stopped', Readonly<Record<string, string>>>> | undefined {
    const stopped = [...(this.consumer?.stopped ?? [])].map(([partition, { alarm }]) => [partition, alarm] as const);
    return stopped.length > 0 ? { stopped: Object.fromEntries(stopped) } : undefined;
  }

  /** @throws Unhealthy when there is something to read, nothing moves, and nothing outside is known to be in the way: a restart may help */
  async assertMoving(stallMillis: number): Promise<void> {
    const stalled = this.consumer?.stalledMillis() ?? 0;
    if (stalled > stallMillis)
      throw new Unhealthy(`the consumer handled no event for ${Math.round(stalled / 1000)} s, though there are some`);
  }

  private readonly observeStopped = (gauge: ObservableResult): void => gauge.observe(this.consumer?.stopped.size ?? 0);

  on(): never {
    throw new Error('the runner has no client events');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }
}
