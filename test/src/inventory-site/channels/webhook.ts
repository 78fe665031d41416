import { demoWebhook, type Offer } from '@penstock/testing/webhook';
import { numberedSku } from '@penstock/testing/shopify';
import { numberOf } from '../facts.js';
import { numbers, type Protocol, type Told } from './channel.js';

/** A partner that takes stock by signed webhook. */
export const webhook: Protocol = {
  kind: 'webhook',
  args: ({ limit }) => (limit ? ['--rate-per-second', String(limit.perSecond), '--burst', String(limit.burst)] : []),
  entry: ({ products }, url) => ({
    url: `${url}/stock`,
    secretEnvs: ['TEST_WEBHOOK_SECRET'],
    listings: numbers(products).map((n) => ({ sku: numberedSku(n) })),
  }),
  env: { TEST_WEBHOOK_SECRET: demoWebhook.secret },
  told({ body }): Told[] {
    const { changes = [] } = JSON.parse(body) as { changes?: Offer[] };
    return changes.map(({ sku, quantity }) => ({ product: numberOf(sku), quantity }));
  },
  statePath: '/_standin/offers',
  held: (state) => new Map((state as Offer[]).map(({ sku, quantity }) => [numberOf(sku), quantity])),
};
