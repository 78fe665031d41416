import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import { type StandIn, createStandInServer } from '../stand-in/server.js';
import { type ShopifyAdmin, createAdmin, serveAdmin } from './admin-api.js';
import { Deliveries, type Delivery } from './deliveries.js';
import { serveGraphql } from './graphql.js';
import { type Level, allLevels, seedInventory } from './inventory.js';
import type { ShopifyStandInOptions } from './options.js';

export interface ShopifyStandIn extends StandIn, ShopifyAdmin {
  inventory(): Level[];
  deliveries(): Delivery[];
}

/**
 * A shop at Shopify: takes orders, sends signed webhooks, keeps stock and lets it be set by the Admin API (2026-04).
 * @throws when the port is taken
 */
export async function startShopifyStandIn(options: ShopifyStandInOptions): Promise<ShopifyStandIn> {
  const { shopify } = demoCatalogue;
  const server = createStandInServer(options);
  const deliveries = new Deliveries(server.state, {
    shopDomain: options.shopDomain ?? shopify.shopDomain,
    webhookSecret: options.webhookSecret ?? shopify.webhookSecret,
    retryAfterMs: options.retryAfterMs ?? 250,
  });
  const admin = createAdmin(server.state, deliveries);
  seedInventory(server.state, options.products ?? 0);
  if (options.webhookUrl !== undefined) admin.setWebhookUrl(options.webhookUrl);
  serveGraphql(
    server,
    options.accessToken ?? shopify.accessToken,
    options.bucket ?? { maximum: 1000, restorePerSecond: 50 },
  );
  serveAdmin(server.app, server.state, deliveries, admin);
  const url = await server.listen();
  deliveries.resume();
  return {
    ...admin,
    url,
    state: server.state,
    requests: server.requests,
    inventory: () => allLevels(server.state),
    deliveries: () => deliveries.all(),
    setFault: (fault) => server.faults.set(fault),
    close: async () => {
      await deliveries.close();
      await server.close();
    },
  };
}
