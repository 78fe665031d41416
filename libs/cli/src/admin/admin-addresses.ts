import { UsageError } from '../ending.js';

export interface AdminAddresses {
  readonly urls: readonly string[];
  readonly token: string;
}

/**
 * Where the admin APIs are, and what lets in.
 * @param given addresses from the command line; without them those in PENSTOCK_ADMIN_URLS
 * @throws {UsageError}
 */
export function adminAddresses(
  given: readonly string[] | undefined,
  env: Readonly<Record<string, string | undefined>>,
): AdminAddresses {
  const named = given ?? (env['PENSTOCK_ADMIN_URLS'] ?? '').split(',').map((url) => url.trim());
  const urls = named.filter((url) => url !== '').map((url) => url.replace(/\/+$/, ''));
  if (urls.length === 0) throw new UsageError('name the admin APIs by --url or PENSTOCK_ADMIN_URLS');
  const bad = urls.find((url) => !/^https?:\/\//.test(url) || !URL.canParse(url));
  if (bad !== undefined) throw new UsageError(`"${bad}" is no address such as http://127.0.0.1:4005`);
  const token = env['PENSTOCK_ADMIN_TOKEN'];
  if (!token) throw new UsageError('set PENSTOCK_ADMIN_TOKEN to the bearer token of the admin APIs');
  return { urls, token };
}
