import type { HttpClientOptions } from '@penstock/http';
import { type ChannelEntry, ChannelsFileError } from './channels-file.js';
import { type ListedProduct, type Protocol, type Secrets, spokenTo } from './protocols.js';

export type { ListedProduct, Protocol } from './protocols.js';

/** A channel that is told what it may sell. */
export interface Channel {
  readonly name: string;
  /** `shopify:demo-shop`. */
  readonly destination: string;
  readonly buffer: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly listings: readonly ListedProduct[];
  readonly http: HttpClientOptions;
  readonly protocol: Protocol;
  /** Bearer tokens of who may reserve for it by REST; none where nobody may. */
  readonly checkoutTokens: readonly string[];
  readonly checkoutRequestsPerSecond: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A channel with the address and secrets that the environment holds.
 * @throws {ChannelsFileError} naming the variable that is not set
 */
export function channelOf(entry: ChannelEntry, environment: Environment): Channel {
  const { name, kind, buffer, concurrency, ratePerSecond, checkoutTokenEnvs, checkoutRequestsPerSecond } = entry;
  const secrets = secretsOf(name, environment);
  const destination = `${kind}:${name}`;
  const baseUrl = entry.urlEnv ? secrets.one(entry.urlEnv) : entry.url;
  if (!baseUrl) throw new ChannelsFileError(`channel ${name} has neither url nor urlEnv`);
  const { protocol, listings, auth } = spokenTo(entry, secrets);
  return {
    ...{ name, destination, buffer, concurrency, listings, protocol, checkoutRequestsPerSecond },
    http: { name: destination, baseUrl, ratePerSecond, ...(auth && { auth }) },
    checkoutTokens: checkoutTokenEnvs ? secrets.several(checkoutTokenEnvs) : [],
  };
}

function secretsOf(channel: string, environment: Environment): Secrets {
  const one = (name: string): string => {
    const value = environment[name];
    if (value) return value;
    throw new ChannelsFileError(`channel ${channel} needs the environment variable ${name}, which is not set`);
  };
  return {
    one,
    several: ([first = '', ...others]) => [one(first), ...others.flatMap((name) => environment[name] || [])],
  };
}
