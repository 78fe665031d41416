import type { LoggedRequest } from '@penstock/testing/odoo';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../odoo-day/check/snapshot.js';
import { callsAtOnce } from './at-once.js';

const found = {
  orders: [
    { id: 5, name: 'S00005' },
    { id: 6, name: 'S00006' },
  ],
  lines: [{ id: 9, order_id: [5, 'S00005'] }],
  pickings: [{ id: 3, sale_id: [5, 'S00005'] }],
  moves: [],
  quants: [],
} as unknown as Snapshot;

/** A call of 100 ms that ended so many milliseconds after noon. */
const call = (model: string, method: string, ids: number[], endMs: number): LoggedRequest => ({
  time: new Date(Date.UTC(2026, 10, 21, 12, 0, 0, endMs)).toISOString(),
  ...{ service: 'object', model, method, args: [ids], outcome: 'ok', committed: true, durationMs: 100 },
});

describe('calls of one document at once', () => {
  it('are found across the records that belong to it', () => {
    const calls = [call('sale.order', 'action_confirm', [5], 200), call('stock.picking', 'button_validate', [3], 250)];
    expect(callsAtOnce(calls, found)).toEqual([
      'S00005: stock.picking.button_validate began while sale.order.action_confirm was under way',
    ]);
  });

  it('are none where one follows the other, or the documents differ, or one only reads', () => {
    const calls = [
      call('sale.order', 'action_confirm', [5], 200),
      call('sale.order.line', 'write', [9], 300),
      call('sale.order', 'action_cancel', [6], 250),
      call('sale.order', 'search_read', [5], 210),
    ];
    expect(callsAtOnce(calls, found)).toEqual([]);
  });
});
