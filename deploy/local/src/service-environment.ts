import { join } from 'node:path';
import type { Stack } from '@penstock/testing/stack';
import { LOCAL_ADMIN_TOKEN, LOCAL_PASSWORD, localSecrets, STRIPE_SECRET_KEY } from './local-secrets.js';
import type { OdooAccess } from './odoo.js';
import type { Ports } from './ports.js';
import { serviceLogLevel } from './quiet.js';
import { root } from './root.js';
import { databaseUrl, type Service } from './services.js';
import { standInUrl } from './stand-ins.js';

export interface Surroundings {
  readonly stack: Pick<Stack, 'kafkaBrokers' | 'registryUrl' | 'postgresUrl'>;
  readonly ports: Ports;
  readonly odoo: OdooAccess;
  /** Where traces go. */
  readonly otlpEndpoint: string;
}

/** What one service reads from its environment: its config.ts documents each variable. */
export function serviceEnvironment(service: Service, around: Surroundings): Record<string, string> {
  const { stack, ports, otlpEndpoint } = around;
  return {
    DATABASE_URL: databaseUrl(stack.postgresUrl, service, 'runtime', LOCAL_PASSWORD),
    DATABASE_POOL_SIZE: '10',
    KAFKA_BROKERS: stack.kafkaBrokers,
    SCHEMA_REGISTRY_URL: stack.registryUrl,
    HOST: '127.0.0.1',
    PORT: String(ports[service]),
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: String(ports[`${service}-admin`]),
    ADMIN_TOKEN: LOCAL_ADMIN_TOKEN,
    ENTITY: 'main',
    LOG_LEVEL: serviceLogLevel,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint,
    OTEL_TRACES_SAMPLER_ARG: '1',
    // How long a killed service is missed: on one machine there is no network whose hiccups it should outlast.
    KAFKA_SESSION_TIMEOUT_MS: '10000',
    ...OWN[service](around),
  };
}

const channels = ({ ports }: Surroundings): Record<string, string> => ({
  CHANNELS_FILE: join(root, 'deploy/local/channels.yaml'),
  DEMO_SHOP_URL: standInUrl('shopify-stand-in', ports),
  DEMO_WOO_URL: standInUrl('woocommerce-stand-in', ports),
  ...localSecrets,
});

const OWN: Readonly<Record<Service, (around: Surroundings) => Record<string, string>>> = {
  'order-ingest': channels,
  'inventory-propagator': channels,
  'odoo-adapter': ({ odoo }) => ({
    ODOO_URL: odoo.url,
    ODOO_DATABASE: odoo.database,
    ODOO_USER: odoo.user,
    ODOO_PASSWORD: odoo.password,
    ODOO_MAPPING_FILE: odoo.mappingFile,
    ODOO_POLL_INTERVAL_MS: '1000',
  }),
  'settlement-reconciler': ({ ports }) => ({
    STRIPE_API_URL: standInUrl('stripe-stand-in', ports),
    STRIPE_API_KEY: STRIPE_SECRET_KEY,
    STRIPE_POLL_INTERVAL_MS: '1000',
    MATCH_GRACE_SECONDS: '60',
  }),
};
