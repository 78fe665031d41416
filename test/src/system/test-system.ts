import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services, standInUrl, startSystem, type System } from '@penstock/local';
import { removeStackData } from '@penstock/testing/stack';
import { freePorts } from './free-ports.js';
import { type OdooServer, odooServer } from './odoo-server.js';
import { type ShopifyShop, shopifyShop, type WooShop, wooShop } from './shops.js';
import { type Sql, sqlAt } from './sql.js';
import { type StripeAccount, stripeAccount } from './stripe-account.js';
import { type Traces, tracesAt } from './traces.js';

/** Everything that `npm start` starts, on ports and data of its own, with a view past the product into every part. */
export interface TestSystem extends Pick<System, 'services' | 'stack'> {
  readonly dataDir: string;
  /** Where webhooks go. */
  readonly ingestUrl: string;
  /** Admin APIs of all services. */
  readonly adminUrls: readonly string[];
  readonly sql: Sql;
  readonly shopify: ShopifyShop;
  readonly woo: WooShop;
  readonly stripe: StripeAccount;
  readonly odoo: OdooServer;
  readonly traces: Traces;
  /** What `GET /health/ready` of a service answers: its status, and the body. */
  health(service: keyof System['services']): Promise<{ readonly status: number } & Readonly<Record<string, unknown>>>;
  /** Stops everything; the data goes too. */
  stop(): Promise<void>;
}

/** The least that Kafka allows: how long a killed process keeps its partitions from the one that follows it. */
const SHORTEST_SESSION_MS = '6000';

/**
 * Compiled services, as their processes. `say` is told what happens. When a part does not start it throws with that part's last words; then
 * nothing is left running, and the logs stay.
 */
export async function startTestSystem(say: (line: string) => void = () => undefined): Promise<TestSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  process.env['KAFKA_SESSION_TIMEOUT_MS'] ??= SHORTEST_SESSION_MS; // services inherit it
  const system = await startSystem({ dataDir, ports: await freePorts(), env: {}, say });
  const sql = sqlAt(system.stack.postgresUrl);
  const at = (name: Parameters<typeof standInUrl>[0]): string => standInUrl(name, system.ports);
  return {
    dataDir,
    services: system.services,
    stack: system.stack,
    ingestUrl: `http://127.0.0.1:${system.ports['order-ingest']}`,
    adminUrls: services.map((name) => `http://127.0.0.1:${system.ports[`${name}-admin`]}`),
    sql,
    shopify: shopifyShop(at('shopify-stand-in')),
    woo: wooShop(at('woocommerce-stand-in')),
    stripe: stripeAccount(at('stripe-stand-in')),
    odoo: odooServer(system.odoo),
    traces: tracesAt(at('trace-collector')),
    async health(service) {
      const response = await fetch(`http://127.0.0.1:${system.ports[service]}/health/ready`);
      return { ...((await response.json()) as Record<string, unknown>), status: response.status };
    },
    async stop() {
      await sql.close();
      await system.stop();
      removeStackData(dataDir);
    },
  };
}
