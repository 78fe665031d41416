import { demoSeller, type Listing, numberedSku } from '@penstock/testing/amazon';
import { numberOf } from '../facts.js';
import { numbers, type Protocol, type Told } from './channel.js';

const PATCH = /^\/listings\/2021-08-01\/items\/[^/]+\/([^?]+)/;

interface PatchBody {
  readonly patches?: readonly { readonly value?: readonly { readonly quantity?: number }[] }[];
}

/** A seller's account at Amazon, which is told one SKU a call. */
export const amazon: Protocol = {
  kind: 'amazon',
  args: ({ products, limit }) => [
    ...['--products', String(products)],
    ...(limit ? ['--rate-per-second', String(limit.perSecond), '--burst', String(limit.burst)] : []),
  ],
  entry: ({ products }, url) => ({
    loginUrl: url,
    sellerId: demoSeller.sellerId,
    marketplace: demoSeller.marketplaceId,
    clientIdEnv: 'TEST_AMAZON_CLIENT_ID',
    clientSecretEnv: 'TEST_AMAZON_CLIENT_SECRET',
    refreshTokenEnv: 'TEST_AMAZON_REFRESH_TOKEN',
    listings: numbers(products).map((n) => ({ sku: numberedSku(n) })),
  }),
  env: {
    TEST_AMAZON_CLIENT_ID: demoSeller.clientId,
    TEST_AMAZON_CLIENT_SECRET: demoSeller.clientSecret,
    TEST_AMAZON_REFRESH_TOKEN: demoSeller.refreshToken,
  },
  told({ method, url, body }): Told[] {
    const sku = method === 'PATCH' ? PATCH.exec(url)?.[1] : undefined;
    if (sku === undefined) return [];
    const { patches = [] } = JSON.parse(body) as PatchBody;
    const quantities = patches.flatMap(({ value = [] }) => value.flatMap(({ quantity }) => quantity ?? []));
    return quantities.map((quantity) => ({ product: numberOf(decodeURIComponent(sku)), quantity }));
  },
  statePath: '/_standin/listings',
  held: (state) => new Map((state as Listing[]).map(({ sku, quantity }) => [numberOf(sku), quantity])),
};
