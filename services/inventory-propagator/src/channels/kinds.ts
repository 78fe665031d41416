import { z } from 'zod';

/** Ids are text; YAML reads unquoted digits as a number. */
const id = z.union([z.string().min(1), z.number().int().transform(String)]);
const sku = z.string().min(1);
/** Names of variables: the first must be set, the others may be empty while nothing is being replaced. */
const secrets = z.array(z.string().min(1)).min(1);

const common = {
  /** As in webhook addresses and in `meta.source.channel`. */
  name: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and dashes'),
  url: z.url().optional(),
  urlEnv: z.string().optional(),
  /** Calls a second this channel allows us. */
  ratePerSecond: z.number().positive().default(10),
  /** Calls in flight at once. */
  concurrency: z.number().int().min(1).max(20).default(2),
  /** Units kept back from this channel. */
  buffer: z.number().int().nonnegative().default(0),
  /** Who may reserve for this channel by REST. */
  checkoutTokenEnvs: secrets.optional(),
  /** Requests a second this channel may make there. */
  checkoutRequestsPerSecond: z.number().positive().default(50),
};

export const shopify = z.object({
  ...common,
  kind: z.literal('shopify'),
  accessTokenEnv: z.string(),
  /** The one location at Shopify whose quantity we set. */
  location: id,
  listings: z.array(z.object({ sku, inventoryItem: id })).default([]),
});

export const woocommerce = z.object({
  ...common,
  kind: z.literal('woocommerce'),
  consumerKeyEnv: z.string(),
  consumerSecretEnv: z.string(),
  listings: z.array(z.object({ sku, product: id, variation: id.optional() })).default([]),
});

export const amazon = z.object({
  ...common,
  kind: z.literal('amazon'),
  /** What Amazon allows an account at first; its answers say what it allows now. */
  ratePerSecond: z.number().positive().default(5),
  /** One listing a call: as many at once as it takes to use the rate up. */
  concurrency: z.number().int().min(1).max(20).default(3),
  /** Where access tokens come from, in every region. */
  loginUrl: z.url().default('https://api.amazon.com'),
  sellerId: z.string().min(1),
  /** Such as `ATVPDKIKX0DER`; one channel for each marketplace. */
  marketplace: z.string().min(1),
  clientIdEnv: z.string(),
  clientSecretEnv: z.string(),
  refreshTokenEnv: z.string(),
  listings: z.array(z.object({ sku, sellerSku: id.optional() })).default([]),
});

export const webhook = z.object({
  ...common,
  kind: z.literal('webhook'),
  /** `whsec_…`; two while one replaces the other. */
  secretEnvs: secrets,
  listings: z.array(z.object({ sku, ref: id.optional() })).default([]),
});
