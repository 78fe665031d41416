import type { HttpClientOptions } from '@penstock/http';
import { type ChannelEntry, ChannelsFileError } from './channels-file.js';

/** One product at one channel, as the channels file lists it. */
export interface ListedProduct {
  readonly sku: string;
  /** See `product_listing.ref`. */
  readonly ref: string;
}

/** A channel that is told what it may sell. */
export interface Channel {
  readonly name: string;
  /** `shopify:demo-shop`. */
  readonly destination: string;
  readonly buffer: number;
  readonly listings: readonly ListedProduct[];
  readonly http: HttpClientOptions;
  readonly protocol: { readonly kind: 'shopify'; readonly location: string } | { readonly kind: 'woocommerce' };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A channel with the address and secrets that the environment holds.
 * @throws {ChannelsFileError} naming the variable that is not set
 */
export function channelOf(entry: ChannelEntry, environment: Environment): Channel {
  const read = (name: string): string => {
    const value = environment[name];
    if (value) return value;
    throw new ChannelsFileError(`channel ${entry.name} needs the environment variable ${name}, which is not set`);
  };
  const { name, kind, buffer, ratePerSecond } = entry;
  const destination = `${kind}:${name}`;
  const baseUrl = entry.urlEnv ? read(entry.urlEnv) : entry.url;
  if (!baseUrl) throw new ChannelsFileError(`channel ${name} has neither url nor urlEnv`);
  const shared = { name, destination, buffer };
  const http = { name: destination, baseUrl, ratePerSecond };
  if (entry.kind === 'shopify') {
    // https://shopify.dev/docs/api/admin-graphql#authentication
    const auth = { kind: 'header', name: 'X-Shopify-Access-Token', value: read(entry.accessTokenEnv) } as const;
    const listings = entry.listings.map(({ sku, inventoryItem }) => ({ sku, ref: inventoryItem }));
    return { ...shared, listings, http: { ...http, auth }, protocol: { kind: 'shopify', location: entry.location } };
  }
  const { consumerKeyEnv, consumerSecretEnv } = entry;
  // https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication-over-https
  const auth = { kind: 'basic', username: read(consumerKeyEnv), password: read(consumerSecretEnv) } as const;
  const listings = entry.listings.map(({ sku, product, variation }) => ({
    sku,
    ref: variation === undefined ? product : `${product}/${variation}`,
  }));
  return { ...shared, listings, http: { ...http, auth }, protocol: { kind: 'woocommerce' } };
}
