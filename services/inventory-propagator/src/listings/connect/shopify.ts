import { CostBudget, readInventory, type SetInventory, setInventory } from '@penstock/connector-shopify';
import { createHttpClient } from '@penstock/http';
import type { Channel, Protocol } from '../../channels/channel.js';
import type { QuantitiesRead } from '../../drift/quantity-reader.js';
import { ShopifyListings } from '../shopify-listings.js';
import type { Connection } from './connection.js';
import { unread } from './unread.js';

/** Items in one reading: https://shopify.dev/docs/api/usage/limits#input-array-limits */
const PAGE = 250;

export function connectShopify(
  { destination, http, concurrency }: Channel,
  { location }: Extract<Protocol, { kind: 'shopify' }>,
): Connection {
  const client = createHttpClient(http);
  const budget = new CostBudget();
  const shop = {
    set: (push: SetInventory) => setInventory(client, push, budget),
    read: (ids: readonly string[]) => readInventory(client, location, ids, budget),
  };
  return {
    listings: (entity, hold) => new ShopifyListings(destination, location, shop, hold, entity, concurrency),
    // A call that sets 250 quantities costs a twentieth of one that reads them, and compares as well.
    readFirst: false,
    reader: {
      destination,
      pageSize: PAGE,
      async read(refs): Promise<QuantitiesRead> {
        const answer = await shop.read(refs);
        if (answer.kind !== 'read') return unread(answer);
        return { kind: 'read', quantities: new Map(refs.map((ref, i) => [ref, answer.levels[i]?.available ?? null])) };
      },
    },
  };
}
