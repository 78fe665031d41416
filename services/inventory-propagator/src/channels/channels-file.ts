import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { amazon, shopify, webhook, woocommerce } from './kinds.js';

/**
 * What this service reads of the channels file. Other services read their own parts of the same file, so unknown members are theirs.
 * Addresses and secrets are named by the variable that holds them.
 */
const channelsFile = z
  .object({ channels: z.array(z.discriminatedUnion('kind', [shopify, woocommerce, amazon, webhook])) })
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
