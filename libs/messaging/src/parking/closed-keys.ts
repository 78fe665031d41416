import type { Transaction } from '@penstock/persistence';
import { isAnyParked, parkedKeys, type StreamKey } from './parking-store.js';

/**
 * Which keys of a consumer group have something parked. Mostly nothing is, of any key, and to ask for that costs a look at one row: so the
 * keys are sent only where something was parked when last asked or has been since, or turns out to be. Then their heads are locked before the
 * rows of the batch, as a retry does it.
 */
export class ClosedKeys {
  private mayBeParked = true;

  constructor(private readonly group: string) {}

  /** Something of this group is being parked here. */
  parking(): void {
    this.mayBeParked = true;
  }

  /** See {@link parkedKeys}. */
  async among(transaction: Transaction, keys: () => readonly StreamKey[]): Promise<Set<string>> {
    const [isAny, found] = await Promise.all([
      isAnyParked(transaction, this.group),
      this.mayBeParked ? parkedKeys(transaction, this.group, keys()) : undefined,
    ]);
    this.mayBeParked = isAny;
    if (found) return found;
    return isAny ? parkedKeys(transaction, this.group, keys()) : new Set();
  }
}
