import type { HttpAuth } from '@penstock/http';
import type { AmazonCredentials } from '@penstock/connector-amazon';
import type { ChannelEntry } from './channels-file.js';

/** One product at one channel, as the channels file lists it. */
export interface ListedProduct {
  readonly sku: string;
  /** See `product_listing.ref`. */
  readonly ref: string;
}

/** How a channel is spoken to, with its secrets. */
export type Protocol =
  | { readonly kind: 'shopify'; readonly location: string }
  | { readonly kind: 'woocommerce' }
  | {
      readonly kind: 'amazon';
      readonly sellerId: string;
      readonly marketplaceId: string;
      readonly loginUrl: string;
      readonly credentials: AmazonCredentials;
    }
  | { readonly kind: 'webhook'; readonly secrets: readonly string[] };

interface Spoken {
  readonly protocol: Protocol;
  readonly auth?: HttpAuth;
  readonly listings: readonly ListedProduct[];
}

/** Variables of the environment by name. */
export interface Secrets {
  /** @throws {ChannelsFileError} where it is not set */
  one(name: string): string;
  /** The first, and those of the others that are set. @throws {ChannelsFileError} where the first is not set */
  several(names: readonly string[]): readonly string[];
}

/** What is particular to the kind of a channel. @throws {ChannelsFileError} */
export function spokenTo(entry: ChannelEntry, secrets: Secrets): Spoken {
  switch (entry.kind) {
    case 'shopify':
      return {
        protocol: { kind: 'shopify', location: entry.location },
        // https://shopify.dev/docs/api/admin-graphql#authentication
        auth: { kind: 'header', name: 'X-Shopify-Access-Token', value: secrets.one(entry.accessTokenEnv) },
        listings: entry.listings.map(({ sku, inventoryItem }) => ({ sku, ref: inventoryItem })),
      };
    case 'woocommerce': {
      const { consumerKeyEnv, consumerSecretEnv, listings } = entry;
      return {
        protocol: { kind: 'woocommerce' },
        // https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication-over-https
        auth: { kind: 'basic', username: secrets.one(consumerKeyEnv), password: secrets.one(consumerSecretEnv) },
        listings: listings.map(({ sku, product, variation }) => ({
          sku,
          ref: variation === undefined ? product : `${product}/${variation}`,
        })),
      };
    }
    case 'amazon': {
      const { sellerId, marketplace: marketplaceId, loginUrl } = entry;
      const credentials = {
        clientId: secrets.one(entry.clientIdEnv),
        clientSecret: secrets.one(entry.clientSecretEnv),
        refreshToken: secrets.one(entry.refreshTokenEnv),
      };
      return {
        protocol: { kind: 'amazon', sellerId, marketplaceId, loginUrl, credentials },
        listings: entry.listings.map(({ sku, sellerSku = sku }) => ({ sku, ref: sellerSku })),
      };
    }
    case 'webhook':
      return {
        protocol: { kind: 'webhook', secrets: secrets.several(entry.secretEnvs) },
        listings: entry.listings.map(({ sku, ref = sku }) => ({ sku, ref })),
      };
  }
}
