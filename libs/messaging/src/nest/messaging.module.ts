import { DeadLettered } from '@penstock/contracts';
import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule, provideHealthChecks, provideLivenessChecks } from '@penstock/http';
import { EventCodec, KafkajsConsumer, KafkajsProducer, PlatformaticProducer } from '@penstock/kafka';
import { logger } from '@penstock/observability';
import { createDataSource } from '@penstock/persistence';
import { DataSource } from 'typeorm';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { DeadLetterRetention } from '../dead-letters/retention.js';
import { Arrivals } from '../inbox/arrival.js';
import { Runner } from '../inbox/runner.js';
import { Handover } from '../outbox/handover.js';
import { OtherRelays } from '../outbox/other-relays.js';
import { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { Wake } from '../unit-of-work/wake.js';
import { AdminServer } from './admin-server.js';
import { adminAccess } from './admin-settings.js';
import { Background } from './background.js';
import { RunnerStrategy } from './runner-strategy.js';
import { PRODUCER, schemaOf, SERVICE, type ServiceConfig, type ServiceDefinition } from './service-definition.js';
import { urgentTopicsOf } from './urgent-topics.js';

const log = logger('messaging');

@Module({})
export class MessagingModule {
  /** Everything between Kafka, PostgreSQL and a service's handlers. */
  static for(service: ServiceDefinition, config: ServiceConfig): DynamicModule {
    const access = adminAccess(config);
    const kafka = { brokers: config.kafkaBrokers, clientId: service.name };
    const topics = [...new Set(service.handlers.map((handler) => handler.on.topic))];
    const said = new Set([
      DeadLettered,
      ...(service.says ?? []),
      ...service.handlers.flatMap((handler) => handler.emits),
    ]);
    return {
      module: MessagingModule,
      global: true,
      imports: [HealthModule],
      providers: [
        Wake,
        Handover,
        { provide: SERVICE, useValue: service },
        {
          provide: DataSource,
          inject: [Handover],
          useFactory: (handover: Handover) =>
            createDataSource({
              url: config.databaseUrl,
              schema: schemaOf(service.name),
              poolSize: config.databasePoolSize,
              applicationName: service.name,
              idleInTransactionTimeoutMillis: Math.floor((config.kafkaSessionTimeoutMs * 2) / 3),
              silenceTimeoutMillis: config.kafkaSessionTimeoutMs,
              onConnect: () => handover.clear(), // it may be a restored database, which uses ids again
            }).initialize(),
        },
        {
          provide: EventCodec,
          useFactory: () =>
            EventCodec.connect(
              config.schemaRegistryUrl,
              [...said],
              service.handlers.map((handler) => handler.on),
            ),
        },
        {
          provide: UnitsOfWork,
          inject: [DataSource, EventCodec, Wake, Handover],
          useFactory: (database: DataSource, codec: EventCodec, wake: Wake, handover: Handover) =>
            new UnitsOfWork(database, codec, service.name, wake, handover, new OtherRelays(database), service.keepSaid),
        },
        {
          provide: Arrivals,
          inject: [EventCodec],
          useFactory: (codec: EventCodec) => new Arrivals(codec, service.handlers),
        },
        {
          provide: PRODUCER,
          useFactory: async () => {
            const Producer = { platformatic: PlatformaticProducer, kafkajs: KafkajsProducer }[config.kafkaProducer];
            const producer = new Producer(kafka);
            await producer.connect();
            return producer;
          },
        },
        {
          provide: RunnerStrategy,
          inject: [UnitsOfWork, Arrivals],
          useFactory: (units: UnitsOfWork, arrivals: Arrivals) =>
            new RunnerStrategy(
              new Runner(units, arrivals, service.name, config.kafkaAcceptLostOffsets, config.parkedLimit),
              topics.length === 0
                ? undefined
                : new KafkajsConsumer({
                    ...kafka,
                    groupId: service.name,
                    topics,
                    urgentTopics: service.urgentTopics ?? urgentTopicsOf(service.handlers),
                    sessionTimeout: config.kafkaSessionTimeoutMs,
                    partitionsAtOnce: Math.max(1, Math.floor(config.databasePoolSize / 2)),
                    onFatal: endProcess,
                  }),
            ),
        },
        {
          provide: DeadLetters,
          inject: [UnitsOfWork, Arrivals, EventCodec],
          useFactory: (units: UnitsOfWork, arrivals: Arrivals, codec: EventCodec) =>
            new DeadLetters(units, arrivals, codec, service.name),
        },
        {
          provide: DeadLetterRetention,
          inject: [DataSource],
          useFactory: (database: DataSource) =>
            new DeadLetterRetention(
              database,
              service.name,
              config.deadLetterRetentionDays,
              config.deadLetterAlarmHours,
            ),
        },
        {
          provide: AdminServer,
          inject: [DeadLetters, UnitsOfWork],
          useFactory: (deadLetters: DeadLetters, units: UnitsOfWork) =>
            new AdminServer(deadLetters, access, service.admin?.(units)),
        },
        Background,
        provideHealthChecks([DataSource, RunnerStrategy], (database: DataSource, runner: RunnerStrategy) => [
          { name: 'database', check: () => database.query('SELECT 1') },
          { name: 'consumer', check: () => runner.assertReady(), details: () => runner.held() },
        ]),
        provideHealthChecks([Background], (background: Background) => [
          {
            name: 'destinations',
            check: () => background.destinations.look(),
            details: () => background.destinations.details(),
          },
        ]),
        provideLivenessChecks([RunnerStrategy], (runner: RunnerStrategy) => [
          { name: 'consumer', check: () => runner.assertMoving(config.livenessStallMs) },
        ]),
      ],
      exports: [DataSource, UnitsOfWork, Wake, RunnerStrategy, DeadLetters],
    };
  }
}

/** kafkajs does not restart after an error it calls non-retriable: whoever supervises the process must start it again. */
function endProcess(error: Error): void {
  log.fatal({ alarm: 'CONSUMER_CRASHED', err: error }, 'the Kafka consumer has ended; the process ends with it');
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}
