import { defineConfig, setting } from '@penstock/config';
import { messagingSettings } from '@penstock/messaging';

/** What inventory-propagator reads from its environment. */
export const config = defineConfig({
  ...messagingSettings,
  channelsFile: setting.text({
    env: 'CHANNELS_FILE',
    description:
      'Path of the YAML file that names the channels, what they list, and the variables their secrets come from.',
  }),
  compareHoldMs: setting.integer({
    env: 'COMPARE_HOLD_MS',
    default: 5_000,
    min: 0,
    max: 600_000,
    description:
      "Milliseconds a listing is held when the channel shows another quantity than believed, for the sale's webhook to arrive.",
  }),
  balanceCheckMs: setting.integer({
    env: 'BALANCE_CHECK_MS',
    default: 86_400_000,
    min: 60_000,
    max: 604_800_000,
    description:
      'Milliseconds from one round that compares every balance with the sum of its movements to the next. A round reads the whole ledger.',
  }),
});
