import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ShopifyChannel } from './channels.js';

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Other services read other keys of the same file, and other kinds of channels: neither is looked at here. */
const file = z.object({
  channels: z.array(
    z.looseObject({ name: z.string().regex(NAME, 'must be lower-case words and hyphens'), kind: z.string() }),
  ),
});
const shopify = z.object({ name: z.string(), webhookSecretEnvs: z.array(z.string().min(1)).min(1) });

/** The channels file, or a variable it names, is not usable; the message says which and why. */
export class ChannelsFileError extends Error {
  override readonly name = 'ChannelsFileError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the Shopify channels of a file such as
 * `channels: [{ name: demo-shop, kind: shopify, webhookSecretEnvs: [SHOP_SECRET, SHOP_SECRET_NEXT] }]`.
 * The first variable of a channel must hold a secret; further ones may be empty until a secret is rotated.
 * @throws {ChannelsFileError}
 */
export function readChannelsFile(path: string, environment: Environment): ShopifyChannel[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ChannelsFileError(`CHANNELS_FILE ${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  return parseChannels(text, path, environment);
}

/** @throws {ChannelsFileError} */
export function parseChannels(text: string, path: string, environment: Environment): ShopifyChannel[] {
  const { channels } = checked(file, parsedYaml(text, path), path);
  const names = channels.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new ChannelsFileError(`${path}: the channel ${twice} is there twice`);
  return channels
    .filter(({ kind }) => kind === 'shopify')
    .map((channel) => {
      const { name, webhookSecretEnvs } = checked(shopify, channel, `${path}: channel ${channel.name}`);
      const [first = ''] = webhookSecretEnvs;
      if (!environment[first]) throw new ChannelsFileError(`${path}: channel ${name} needs a secret in ${first}`);
      return { name, webhookSecrets: webhookSecretEnvs.flatMap((env) => environment[env] || []) };
    });
}

function parsedYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new ChannelsFileError(`${path} is not YAML: ${(cause as Error).message}`, { cause });
  }
}

function checked<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new ChannelsFileError(`${where}: ${problems.join('; ')}`);
}
