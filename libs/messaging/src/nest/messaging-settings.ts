import { coreSettings, setting } from '@penstock/config';
import { adminSettings } from './admin-settings.js';

/** Settings of every service that consumes or says events. */
export const messagingSettings = {
  ...coreSettings,
  ...adminSettings,
  kafkaSessionTimeoutMs: setting.integer({
    env: 'KAFKA_SESSION_TIMEOUT_MS',
    default: 30_000,
    min: 6_000,
    max: 300_000,
    description:
      'Milliseconds of silence after which this process loses its partitions; also how long a killed one is missed.',
  }),
  kafkaProducer: setting.choice({
    env: 'KAFKA_PRODUCER',
    values: ['platformatic', 'kafkajs'],
    default: 'platformatic',
    description: 'Which client library the outbox relay sends with (docs/adr/0009-relay-producer.md).',
  }),
  kafkaAcceptLostOffsets: setting.flag({
    env: 'KAFKA_ACCEPT_LOST_OFFSETS',
    default: false,
    description:
      'Read a partition from its beginning though the inbox remembers events of it and its offset is lost (alarm NO_OFFSET_BUT_INBOX). Events the inbox no longer remembers would be applied again.',
  }),
  parkedLimit: setting.integer({
    env: 'PARKED_LIMIT',
    default: 100_000,
    min: 1,
    max: 100_000_000,
    description:
      'How many messages may wait behind failures in this service. Beyond it, a partition that would set more aside is stopped (alarm PARKED_FULL) until there are fewer.',
  }),
  livenessStallMs: setting.integer({
    env: 'LIVENESS_STALL_MS',
    default: 60_000,
    min: 5_000,
    max: 3_600_000,
    description:
      'Milliseconds without progress, though there are events to handle, after which /health/live fails. Outages of database, registry or Kafka do not count.',
  }),
} as const;
