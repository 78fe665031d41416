import type { Instant } from '@penstock/domain';
import { isoOf } from '@penstock/domain';

export type Context = Readonly<Record<string, unknown>>;

export interface Caller {
  readonly uid: number;
  /** Companies in force, the current one first. */
  readonly companyIds: readonly number[];
  readonly context: Context;
}

/** `2026-11-21 09:08:00.123456`: how write_date is stored; clients get it cut to the second. */
export const odooTime = (instant: Instant): string => isoOf(instant).replace('T', ' ').replace('Z', '');
