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
} as const;
