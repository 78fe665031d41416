import { Unreachable } from '../ending.js';
import type { AdminAddresses } from './admin-addresses.js';
import { askAdmin, Refused } from './ask-admin.js';

/**
 * Asks the one admin API that has a path: which of several it is, nobody has to know.
 * @throws {Unreachable} none has it, or one that may have it does not answer @throws {Refused} by the one that has it
 */
export async function askOwner<T>(
  { urls, token }: AdminAddresses,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<T> {
  let silent: Unreachable | undefined;
  for (const url of urls) {
    try {
      return await askAdmin<T>({ url, token }, method, path, body);
    } catch (error) {
      if (error instanceof Unreachable) silent ??= error;
      else if (!(error instanceof Refused && error.status === 404)) throw error;
    }
  }
  throw silent ?? new Unreachable('no address is that of inventory-propagator');
}
