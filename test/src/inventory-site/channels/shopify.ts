import { demoCatalogue, type Level, numberedInventoryItem, numberedSku } from '@penstock/testing/shopify';
import { numberOf } from '../facts.js';
import { numbers, type Protocol, type Told } from './channel.js';

const ACCESS_TOKEN = 'shpat_test';

/** Cost points of a call that sets quantities: https://shopify.dev/docs/api/usage/limits */
const POINTS_OF_A_CALL = 10;

interface SetQuantities {
  readonly variables?: {
    readonly input?: {
      readonly quantities?: readonly { readonly inventoryItemId: string; readonly quantity: number }[];
    };
  };
}

const numberOfItem = (globalId: string): number =>
  Number(globalId.slice(globalId.lastIndexOf('/') + 1)) - Number(numberedInventoryItem(0));

/** A shop at Shopify; its limit is one of cost points, so that calls a second are a tenth of them. */
export const shopify: Protocol = {
  kind: 'shopify',
  args: ({ products, limit }) => [
    ...['--products', String(products), '--access-token', ACCESS_TOKEN],
    ...(limit
      ? [
          ...['--points', String(limit.burst * POINTS_OF_A_CALL)],
          ...['--points-per-second', String(limit.perSecond * POINTS_OF_A_CALL)],
        ]
      : []),
  ],
  entry: ({ products }) => ({
    accessTokenEnv: 'TEST_SHOPIFY_ACCESS_TOKEN',
    location: demoCatalogue.shopify.locationId,
    listings: numbers(products).map((n) => ({ sku: numberedSku(n), inventoryItem: numberedInventoryItem(n) })),
  }),
  env: { TEST_SHOPIFY_ACCESS_TOKEN: ACCESS_TOKEN },
  told({ body }): Told[] {
    const { variables } = JSON.parse(body) as SetQuantities;
    return (variables?.input?.quantities ?? []).map(({ inventoryItemId, quantity }) => ({
      product: numberOfItem(inventoryItemId),
      quantity,
    }));
  },
  statePath: '/_standin/inventory',
  held: (state) => new Map((state as Level[]).map(({ sku, available }) => [numberOf(sku), available])),
};
