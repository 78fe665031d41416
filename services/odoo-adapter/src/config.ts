import { type Config, defineConfig, setting } from '@penstock/config';
import { messagingSettings } from '@penstock/messaging';

export const configDefinition = defineConfig({
  ...messagingSettings,
  odooUrl: setting.url({ env: 'ODOO_URL', description: 'Address of the Odoo server, without a path.' }),
  odooDatabase: setting.text({ env: 'ODOO_DATABASE', description: 'Name of the Odoo database.' }),
  odooUser: setting.text({ env: 'ODOO_USER', description: 'Login of the Odoo user that Penstock works as.' }),
  odooPassword: setting.text({
    env: 'ODOO_PASSWORD',
    description: 'Password or API key of the Odoo user.',
    secret: true,
  }),
  odooInstance: setting.text({
    env: 'ODOO_INSTANCE',
    default: 'main',
    description: 'Name of this Odoo among several; part of every product and location id, so never change it.',
  }),
  odooMappingFile: setting.text({
    env: 'ODOO_MAPPING_FILE',
    description:
      'Path of the mapping file: what channels, taxes, warehouses and carriers are in Odoo. Read once, at start-up.',
  }),
  odooProtocol: setting.choice({
    env: 'ODOO_PROTOCOL',
    values: ['jsonrpc', 'json2', 'detect'],
    default: 'jsonrpc',
    description: 'Protocol to Odoo. JSON-2 needs Odoo 19 and an API key; detect takes it where both are there.',
  }),
  odooLanguage: setting.text({
    env: 'ODOO_LANGUAGE',
    optional: true,
    description: "Language of names in Odoo, such as en_US; must be installed there. Without it, the user's own.",
  }),
  odooTimeZone: setting.text({
    env: 'ODOO_TIME_ZONE',
    optional: true,
    description: "Zone in which Odoo tells the day of a time, such as Europe/Berlin. Without it, the user's own.",
  }),
  odooPollIntervalMs: setting.integer({
    env: 'ODOO_POLL_INTERVAL_MS',
    default: 2_000,
    min: 50,
    max: 600_000,
    description: 'Milliseconds between two looks for changes in Odoo.',
  }),
  odooPollMarginSeconds: setting.integer({
    env: 'ODOO_POLL_MARGIN_SECONDS',
    default: 60,
    min: 1,
    max: 86_400,
    description:
      'Seconds that each look overlaps the last. Must exceed the longest transaction in Odoo: its changes carry the time it began.',
  }),
  odooCompareIntervalMinutes: setting.integer({
    env: 'ODOO_COMPARE_INTERVAL',
    default: 360,
    min: 1,
    max: 10_080,
    description:
      'Minutes between two comparisons of everything with Odoo, which find deletions, what looks missed, and stock that changed without a move.',
  }),
  odooStockDrift: setting.choice({
    env: 'ODOO_STOCK_DRIFT',
    values: ['correct', 'report'],
    default: 'correct',
    description:
      'What to do where stock in Odoo changed without a move: correct tells ledgers the difference and a person of it; report only the person.',
  }),
  odooWebhookSecret: setting.text({
    env: 'ODOO_WEBHOOK_SECRET',
    optional: true,
    secret: true,
    description:
      "With it Odoo's automation rules may wake the look for changes: POST /odoo/wake?key=<secret>. Without it, nobody may.",
  }),
  odooRequestLimitMs: setting.integer({
    env: 'ODOO_REQUEST_LIMIT_MS',
    default: 150_000,
    min: 1_000,
    max: 3_600_000,
    description:
      'Milliseconds after which a request has certainly ended in Odoo: more than its limit_time_real, 120 s by default. What cannot be repeated safely waits that long after an answer was lost.',
  }),
  odooConcurrency: setting.integer({
    env: 'ODOO_CONCURRENCY',
    default: 4,
    min: 1,
    max: 64,
    description: 'Most calls to Odoo at once; an Odoo worker serves one at a time.',
  }),
  odooSlowdownPercent: setting.integer({
    env: 'ODOO_SLOWDOWN_PERCENT',
    default: 200,
    min: 110,
    max: 1_000,
    description:
      'How long calls to Odoo may take on average, in percent of what they take alone, before fewer are made at once: what its own users may feel.',
  }),
  odooBulkMs: setting.integer({
    env: 'ODOO_BULK_MS',
    default: 2_000,
    min: 100,
    max: 30_000,
    description: 'Milliseconds that a call with many orders should take; how many it has follows from that.',
  }),
  odooTimeoutMs: setting.integer({
    env: 'ODOO_TIMEOUT_MS',
    default: 60_000,
    min: 100,
    max: 600_000,
    description:
      'Milliseconds to wait for an answer. Odoo itself retries a contended row for up to 20 s before it answers.',
  }),
});

export type AdapterConfig = Config<typeof configDefinition>;
