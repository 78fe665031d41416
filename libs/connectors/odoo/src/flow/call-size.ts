import type { ModelCall } from '../protocols/protocol.js';

/** Methods whose time does not grow with the records that the caller names, because they only look. */
const READS = new Set(['read', 'search', 'search_read', 'search_count', 'fields_get']);

export const isRead = (method: string): boolean => READS.has(method);

/** How many records a call makes or changes, at least 1; of reads, 1. */
export function recordsOf({ method, args }: Pick<ModelCall, 'method' | 'args'>): number {
  if (isRead(method)) return 1;
  const { ids, vals_list: made, fields, data } = args as Partial<Record<string, readonly unknown[]>>;
  if (data && fields) return Math.max(1, loaded(fields, data as readonly (readonly unknown[])[]));
  return Math.max(1, (made ?? ids ?? []).length);
}

/** Rows of `load` that begin a record: further ones, of its lines, leave its external id empty. */
function loaded(fields: readonly unknown[], rows: readonly (readonly unknown[])[]): number {
  const id = fields.indexOf('id');
  return id < 0 ? rows.length : rows.filter((row) => row[id] !== '').length;
}
