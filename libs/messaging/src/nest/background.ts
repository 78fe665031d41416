import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventProducer } from '@penstock/kafka';
import { inTransaction, type Listener } from '@penstock/persistence';
import { DataSource } from 'typeorm';
import { DeadLetterRetention } from '../dead-letters/retention.js';
import { DesiredStateLoop } from '../desired-state/desired-state-loop.js';
import { DestinationsHealth } from '../desired-state/destinations-health.js';
import { serviceGauges } from '../gauges/service-gauges.js';
import { Arrivals } from '../inbox/arrival.js';
import { keepInboxPartitions } from '../inbox/inbox-store.js';
import { Handover } from '../outbox/handover.js';
import { hearOthers } from '../outbox/hear-others.js';
import { Relay } from '../outbox/relay.js';
import { Retrier } from '../parking/retrier.js';
import { type Loop, Loops } from '../unit-of-work/loop.js';
import { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { Wake } from '../unit-of-work/wake.js';
import { PRODUCER, schemaOf, SERVICE, type ServiceDefinition } from './service-definition.js';

const HOUR = 60 * 60 * 1000;

/** Starts what a service does besides consuming, and ends it after the consumer has: what a last batch said still goes out. */
@Injectable()
export class Background implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loops: Loops;
  private readonly relay: Relay;
  private readonly hearing: Listener;
  private endGauges = () => {};
  /** Of those that the service tells something. */
  destinations: DestinationsHealth;

  constructor(
    @Inject(SERVICE) private readonly service: ServiceDefinition,
    private readonly units: UnitsOfWork,
    private readonly database: DataSource,
    @Inject(PRODUCER) private readonly producer: EventProducer,
    private readonly arrivals: Arrivals,
    handover: Handover,
    private readonly retention: DeadLetterRetention,
    wake: Wake,
  ) {
    this.loops = new Loops(wake);
    this.destinations = new DestinationsHealth(database, []);
    this.relay = new Relay(database, producer, handover);
    this.hearing = hearOthers(database, schemaOf(service.name), this.relay, wake);
  }

  onApplicationBootstrap(): void {
    const retrier = new Retrier(this.units, this.arrivals, this.service.name);
    const own = this.service.loops?.(this.units) ?? [];
    const telling = own.filter((loop) => loop instanceof DesiredStateLoop);
    this.destinations = new DestinationsHealth(this.database, telling);
    this.hearing.start();
    this.endGauges = serviceGauges(this.database, this.service, this.relay, own);
    this.loops.start([
      this.relay,
      { name: 'retries', turn: () => retrier.tryNext() },
      { name: 'inbox partitions', everyMillis: HOUR, turn: () => this.keepPartitions() },
      this.retention,
      ...own,
    ] satisfies Loop[]);
  }

  async onApplicationShutdown(): Promise<void> {
    this.endGauges();
    await this.loops.stop();
    await this.producer.disconnect();
    await Promise.all([this.hearing.stop(), this.database.destroy()]);
  }

  private async keepPartitions(): Promise<boolean> {
    await inTransaction(this.database, keepInboxPartitions);
    return false;
  }
}
