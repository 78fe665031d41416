import type { Transaction } from '@penstock/persistence';
import { isAnyParked, parkedKeys, type StreamKey } from './parking-store.js';

/**
 * Which keys of a consumer group have something parked. Mostly nothing is, of any key, and to ask for that costs a look at one row: so the
 * keys are sent only where something was parked when last asked, or turns out to be.
 */
export class ClosedKeys {
  private wasAnyParked = false;

  constructor(private readonly group: string) {}

  /** See {@link parkedKeys}. */
  async among(transaction: Transaction, keys: () => readonly StreamKey[]): Promise<Set<string>> {
    const [isAny, found] = await Promise.all([
      isAnyParked(transaction, this.group),
      this.wasAnyParked ? parkedKeys(transaction, this.group, keys()) : undefined,
    ]);
    this.wasAnyParked = isAny;
    if (found) return found;
    return isAny ? parkedKeys(transaction, this.group, keys()) : new Set();
  }
}
