import type { PassedCall } from './counting-proxy.js';

/** One look of the adapter for changes: what it asked of Odoo without a pause between. */
export interface Look {
  readonly calls: number;
  /** Of Odoo's time. */
  readonly millis: number;
  readonly rows: number;
}

/** @param quietMs no call for so long ends a look */
export function looksIn(calls: readonly PassedCall[], quietMs: number): Look[] {
  const looks: { calls: number; millis: number; rows: number; endedAt: number }[] = [];
  for (const { begunAt, endedAt, rows } of [...calls].sort((a, b) => a.begunAt - b.begunAt)) {
    const last = looks.at(-1);
    const look = last && begunAt - last.endedAt < quietMs ? last : { calls: 0, millis: 0, rows: 0, endedAt };
    if (look !== last) looks.push(look);
    look.calls += 1;
    look.millis += endedAt - begunAt;
    look.rows += rows;
    look.endedAt = Math.max(look.endedAt, endedAt);
  }
  return looks;
}
