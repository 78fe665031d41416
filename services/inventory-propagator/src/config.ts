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
  odooDriftPolicy: setting.choice({
    env: 'ODOO_DRIFT_POLICY',
    values: ['report', 'repair'],
    default: 'report',
    description: 'What is done where the ledger differs from Odoo: said to people, or corrected by a movement as well.',
  }),
  channelDriftPolicy: setting.choice({
    env: 'CHANNEL_DRIFT_POLICY',
    values: ['report', 'repair'],
    default: 'repair',
    description: 'What is done where a channel shows another quantity than it should: said, or told again as well.',
  }),
  driftEveryMs: setting.integer({
    env: 'DRIFT_EVERY_MS',
    default: 86_400_000,
    min: 0,
    max: 604_800_000,
    description: 'Milliseconds from one comparison of a channel to the next; 0 for none but on demand.',
  }),
  driftSettleMs: setting.integer({
    env: 'DRIFT_SETTLE_MS',
    default: 60_000,
    min: 0,
    max: 3_600_000,
    description:
      'Milliseconds after which a difference at a channel is looked at again: what was in flight has arrived.',
  }),
  driftOverdueMs: setting.integer({
    env: 'DRIFT_OVERDUE_MS',
    default: 3_600_000,
    min: 0,
    max: 86_400_000,
    description: 'Milliseconds a channel may owe a listing its first telling before that is a difference.',
  }),
  snapshotZone: setting.text({
    env: 'SNAPSHOT_ZONE',
    default: 'UTC',
    description:
      'IANA time zone in which a day of the company ends, such as Europe/Zurich: then its stock is written down.',
  }),
  snapshotKeepDays: setting.integer({
    env: 'SNAPSHOT_KEEP_DAYS',
    default: 400,
    min: 1,
    max: 4_000,
    description: 'How many days the stock of a day is kept.',
  }),
  checkoutsOnly: setting.flag({
    env: 'CHECKOUTS_ONLY',
    default: false,
    description:
      'Answer checkouts and do nothing else, beside replicas that apply events and tell channels: a busy ledger then keeps no customer waiting for its processor.',
  }),
});
