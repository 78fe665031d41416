import { defineConfig, setting } from '@penstock/config';
import { messagingSettings } from '@penstock/messaging';

/** What order-ingest reads from its environment. */
export const config = defineConfig({
  ...messagingSettings,
  channelsFile: setting.text({
    env: 'CHANNELS_FILE',
    description: 'Path of the YAML file that names the channels and the variables their secrets come from.',
  }),
  bodyLimitBytes: setting.integer({
    env: 'BODY_LIMIT_BYTES',
    default: 2 * 1024 * 1024,
    min: 1024,
    description: 'Largest webhook body taken, in bytes; larger ones are answered with 413.',
  }),
});
