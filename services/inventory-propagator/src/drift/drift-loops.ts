import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { ChannelDriftLoop } from './channel-drift-loop.js';
import type { DriftPolicy } from './drift.js';
import type { QuantityReader } from './quantity-reader.js';

/** How records of stock are compared, and what is done about differences. Milliseconds. */
export interface DriftOptions {
  /** Between Odoo and the ledger. */
  readonly odooPolicy: DriftPolicy;
  /** Between the ledger and channels. */
  readonly channelPolicy: DriftPolicy;
  /** From one comparison of a channel to the next; 0: only on demand. */
  readonly everyMs: number;
  /** How long a difference at a channel is given to turn out as something in flight. */
  readonly settleMs: number;
  /** How long a channel may owe a listing its first telling. */
  readonly overdueMs: number;
}

/** Telling a channel again does no harm; a correcting movement changes the books, so somebody must have chosen it. */
export const DRIFT_DEFAULTS: DriftOptions = {
  odooPolicy: 'report',
  channelPolicy: 'repair',
  everyMs: 24 * 60 * 60 * 1000,
  settleMs: 60_000,
  overdueMs: 60 * 60 * 1000,
};

/** One comparison for each channel that can be read. */
export const driftLoops = (
  units: UnitsOfWork,
  readers: readonly QuantityReader[],
  entity: string,
  { channelPolicy: policy, everyMs: everyMillis, settleMs, overdueMs }: DriftOptions,
): Loop[] => {
  const patience = { settle: settleMs * 1000, overdue: overdueMs * 1000 };
  return readers.map((reader) => new ChannelDriftLoop(units, reader, { entity, policy, everyMillis, patience }));
};
