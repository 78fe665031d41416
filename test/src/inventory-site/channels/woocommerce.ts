import { numberedProductId, numberedSku, type Product } from '@penstock/testing/woocommerce';
import { numberOf } from '../facts.js';
import { numbers, type Protocol, type Told } from './channel.js';

const [KEY, SECRET] = ['ck_test', 'cs_test'];

/** A shop that runs WooCommerce. */
export const woocommerce: Protocol = {
  kind: 'woocommerce',
  args: ({ products, limit }) => [
    ...['--products', String(products), '--consumer-key', KEY, '--consumer-secret', SECRET],
    ...(limit ? ['--rate-per-second', String(limit.perSecond), '--burst', String(limit.burst)] : []),
  ],
  entry: ({ products }) => ({
    consumerKeyEnv: 'TEST_WOO_KEY',
    consumerSecretEnv: 'TEST_WOO_SECRET',
    listings: numbers(products).map((n) => ({ sku: numberedSku(n), product: String(numberedProductId(n)) })),
  }),
  env: { TEST_WOO_KEY: KEY, TEST_WOO_SECRET: SECRET },
  told({ method, body }): Told[] {
    if (method !== 'POST') return [];
    const { update = [] } = JSON.parse(body) as { update?: { id: number; stock_quantity: number }[] };
    return update.map(({ id, stock_quantity: quantity }) => ({ product: id - numberedProductId(0), quantity }));
  },
  statePath: '/_standin/products',
  held: (state) => new Map((state as Product[]).map(({ sku, stockQuantity }) => [numberOf(sku), stockQuantity])),
};
