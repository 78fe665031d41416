import { readStock, type StockChange, updateStock, type ProductRef } from '@penstock/connector-woocommerce';
import { createHttpClient } from '@penstock/http';
import type { Channel } from '../../channels/channel.js';
import type { QuantitiesRead } from '../../drift/quantity-reader.js';
import { productOf, WooCommerceListings } from '../woocommerce-listings.js';
import type { Connection } from './connection.js';
import { unread } from './unread.js';

/** The longest page: https://woocommerce.github.io/woocommerce-rest-api-docs/#pagination */
const PAGE = 100;

export function connectWooCommerce({ destination, http, concurrency }: Channel): Connection {
  const client = createHttpClient(http);
  const shop = {
    update: (changes: readonly StockChange[]) => updateStock(client, changes),
    read: (refs: readonly ProductRef[]) => readStock(client, refs),
  };
  return {
    listings: (entity) => new WooCommerceListings(destination, shop, entity, concurrency),
    readFirst: true,
    reader: {
      destination,
      pageSize: PAGE,
      async read(refs): Promise<QuantitiesRead> {
        const answer = await shop.read(refs.map((ref) => productOf({ ref })));
        if (answer.kind !== 'read') return unread(answer);
        return { kind: 'read', quantities: new Map(refs.map((ref, i) => [ref, answer.levels[i] ?? null])) };
      },
    },
  };
}
