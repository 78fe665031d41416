import { readInventory, setInventory } from '@penstock/connector-shopify';
import { updateStock } from '@penstock/connector-woocommerce';
import { createHttpClient } from '@penstock/http';
import { DesiredStateLoop, type DesiredState, type Loop, type UnitsOfWork } from '@penstock/messaging';
import type { Channel } from '../channels/channel.js';
import type { ListingPushRow } from './listing.js';
import { ShopifyListings } from './shopify-listings.js';
import { WooCommerceListings } from './woocommerce-listings.js';

/** A worker for each channel, with limits and a circuit breaker of its own: a shop that is down delays no other. */
export const channelLoops = (
  units: UnitsOfWork,
  channels: readonly Channel[],
  entity: string,
  holdMillis: number,
): Loop[] =>
  channels.map((channel) => {
    const { destination, name } = channel;
    const cause = {
      entity,
      source: { system: destination, channel: name },
      correlationId: destination,
      causationId: null,
      mode: 'live' as const,
    };
    return new DesiredStateLoop(units, listingsOf(channel, entity, holdMillis), cause);
  });

function listingsOf(
  { destination, http, protocol }: Channel,
  entity: string,
  holdMillis: number,
): DesiredState<ListingPushRow> {
  const client = createHttpClient(http);
  if (protocol.kind === 'woocommerce') {
    return new WooCommerceListings(destination, { update: (changes) => updateStock(client, changes) }, entity);
  }
  const { location } = protocol;
  const shop = {
    set: (push: Parameters<typeof setInventory>[1]) => setInventory(client, push),
    read: (ids: readonly string[]) => readInventory(client, location, ids),
  };
  return new ShopifyListings(destination, location, shop, holdMillis, entity);
}
