import { setting } from './setting.js';

/** What every service reads. Spread it into the service's own `defineConfig({ ...coreSettings, … })`. */
export const coreSettings = {
  databaseUrl: setting.url({
    env: 'DATABASE_URL',
    description: "The service's own PostgreSQL database, connected to as its runtime role.",
    secret: true,
  }),
  databasePoolSize: setting.integer({
    env: 'DATABASE_POOL_SIZE',
    default: 10,
    min: 2,
    max: 200,
    description: 'Most connections this process opens to PostgreSQL.',
  }),
  kafkaBrokers: setting.list({ env: 'KAFKA_BROKERS', description: 'Kafka bootstrap brokers as host:port.' }),
  schemaRegistryUrl: setting.url({
    env: 'SCHEMA_REGISTRY_URL',
    description: 'Base address of the Confluent-compatible schema registry.',
  }),
  host: setting.text({ env: 'HOST', default: '0.0.0.0', description: 'Address the HTTP server listens on.' }),
  port: setting.integer({
    env: 'PORT',
    default: 8080,
    min: 0,
    max: 65535,
    description: 'Port the HTTP server listens on; 0 takes any free one.',
  }),
  entity: setting.text({
    env: 'ENTITY',
    default: 'main',
    description: 'Company or brand this installation books for; part of every canonical id, so never change it.',
  }),
  logLevel: setting.choice({
    env: 'LOG_LEVEL',
    values: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    default: 'info',
    description: 'Least severe log line written.',
  }),
  shutdownGraceMs: setting.integer({
    env: 'SHUTDOWN_GRACE_MS',
    default: 10_000,
    min: 0,
    description: 'Milliseconds that work in hand may take after SIGTERM before the process ends anyway.',
  }),
  otlpEndpoint: setting.url({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    optional: true,
    description:
      'Base address of an OTLP/HTTP collector; without it no trace leaves the process. Read by OpenTelemetry itself.',
  }),
  traceRatio: setting.number({
    env: 'OTEL_TRACES_SAMPLER_ARG',
    default: 0.1,
    min: 0,
    max: 1,
    description: 'Share of traces begun here that are recorded; a trace begun elsewhere keeps its own decision.',
  }),
} as const;
