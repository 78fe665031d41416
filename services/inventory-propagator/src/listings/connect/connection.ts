import type { DesiredState } from '@penstock/messaging';
import type { Channel } from '../../channels/channel.js';
import type { QuantityReader } from '../../drift/quantity-reader.js';
import type { ListingPushRow } from '../listing.js';
import { connectAmazon } from './amazon.js';
import { connectShopify } from './shopify.js';
import { connectWebhook } from './webhook.js';
import { connectWooCommerce } from './woocommerce.js';

/** What one channel can be told and asked, both within its limits. */
export interface Connection {
  /** @param holdMillis how long a refused comparison holds a listing @param entity company or brand */
  listings(entity: string, holdMillis: number): DesiredState<ListingPushRow>;
  /** Null where the channel shows nothing. */
  readonly reader: QuantityReader | null;
  /** Whether asking what it shows is cheaper than telling it the same again. */
  readonly readFirst: boolean;
}

const connections = new WeakMap<Channel, Connection>();

/** The connection of a channel: the same for whoever tells and whoever asks, so that both keep to one limit. */
export function connectionOf(channel: Channel): Connection {
  const made = connections.get(channel) ?? connect(channel);
  connections.set(channel, made);
  return made;
}

function connect(channel: Channel): Connection {
  const { protocol } = channel;
  switch (protocol.kind) {
    case 'shopify':
      return connectShopify(channel, protocol);
    case 'woocommerce':
      return connectWooCommerce(channel);
    case 'amazon':
      return connectAmazon(channel, protocol);
    case 'webhook':
      return connectWebhook(channel, protocol);
  }
}
