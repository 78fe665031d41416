import type { ReturnReceived } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import { contentHash } from '../catalog/content-hash.js';

export interface ReturnedLine {
  /** Canonical order line id. */
  readonly lineId: string;
  /** Decimal as text. */
  readonly quantity: string;
  readonly unit: string;
  readonly damaged: boolean;
}

/** A return as it is booked: plain JSON. */
export interface ReturnReport {
  readonly lines: readonly ReturnedLine[];
  /** stock.location where the goods are now; null: where the mapping puts damaged goods, or the return operation of the warehouse all others. */
  readonly placeId: number | null;
}

/**
 * Goods that somebody outside Odoo took in, and what came of it. Moves: absent → wanted → booked | refused; absent → refused. The transfers it
 * was booked by are in `odoo_record`.
 */
export const receivedReturns = defineTable({
  name: 'odoo_received_return',
  key: ['returnId'],
  columns: {
    returnId: column.text(),
    orderId: column.text(),
    state: column.text<'absent' | 'wanted' | 'booked' | 'refused'>(),
    report: column.json<ReturnReport>(),
    /** Tells the same return from another one under its id. */
    contentHash: column.text(),
    /** Why it was refused. */
    refusal: column.nullable(column.text()),
  },
  initial: () => ({ orderId: '', state: 'absent' as const, report: NOTHING, contentHash: '', refusal: null }),
});
export type ReceivedReturn = RowOf<typeof receivedReturns>;

const NOTHING: ReturnReport = { lines: [], placeId: null };

export const reportOf = ({ lines }: ReturnReceived, placeId: number | null): ReturnReport => ({
  lines: lines.map(({ orderLineId: lineId, quantity: { amount, unit }, condition }) => ({
    lineId,
    quantity: decimalText(amount),
    unit,
    damaged: condition === 'DAMAGED',
  })),
  placeId,
});

export const hashOf = ({ orderId, lines, locationId }: ReturnReceived): string =>
  contentHash(
    ...[orderId, locationId],
    ...lines
      .map(({ orderLineId, quantity: { amount, unit }, condition }) =>
        [orderLineId, decimalText(amount), unit, condition].join(' '),
      )
      .sort(),
  );
