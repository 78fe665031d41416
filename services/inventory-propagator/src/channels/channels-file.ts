import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Ids are text; YAML reads unquoted digits as a number. */
const id = z.union([z.string().min(1), z.number().int().transform(String)]);

const common = {
  /** As in webhook addresses and in `meta.source.channel`. */
  name: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and dashes'),
  url: z.url().optional(),
  urlEnv: z.string().optional(),
  /** Calls a second this channel allows us. */
  ratePerSecond: z.number().positive().default(10),
  /** Units kept back from this channel. */
  buffer: z.number().int().nonnegative().default(0),
};

const shopify = z.object({
  ...common,
  kind: z.literal('shopify'),
  accessTokenEnv: z.string(),
  /** The one location at Shopify whose quantity we set. */
  location: id,
  listings: z.array(z.object({ sku: z.string().min(1), inventoryItem: id })).default([]),
});

const woocommerce = z.object({
  ...common,
  kind: z.literal('woocommerce'),
  consumerKeyEnv: z.string(),
  consumerSecretEnv: z.string(),
  listings: z.array(z.object({ sku: z.string().min(1), product: id, variation: id.optional() })).default([]),
});

/**
 * What this service reads of the channels file. Other services read their own parts of the same file, so unknown members are theirs.
 * Addresses and secrets are named by the variable that holds them.
 */
const channelsFile = z
  .object({ channels: z.array(z.discriminatedUnion('kind', [shopify, woocommerce])) })
  .refine(({ channels }) => new Set(channels.map(({ name }) => name)).size === channels.length, {
    message: 'two channels have the same name',
  });

export type ChannelEntry = z.output<typeof channelsFile>['channels'][number];

/** The channels file is not usable; the message names the file and every wrong member. */
export class ChannelsFileError extends Error {
  override readonly name = 'ChannelsFileError';
}

/** @throws {ChannelsFileError} when the file cannot be read, is no YAML, or does not fit */
export function readChannelsFile(path: string): ChannelEntry[] {
  try {
    return parseChannels(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ChannelsFileError(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** @throws {ChannelsFileError} naming every wrong member */
export function parseChannels(yaml: string): ChannelEntry[] {
  const result = channelsFile.safeParse(parse(yaml));
  if (result.success) return result.data.channels;
  throw new ChannelsFileError(z.prettifyError(result.error));
}
