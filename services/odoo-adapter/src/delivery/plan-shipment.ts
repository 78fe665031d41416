import { type Decimal, decimal, decimalText, sum, zero } from '@penstock/domain';
import { unitName } from '../catalog/unit-name.js';
import { conflict } from '../refusal.js';
import { isDelivery, isOpen, type Transfer } from '../transfers/transfers.js';
import type { ReportedLine } from './reported-shipment.js';

/** A reported line with its sale.order.line. */
export interface WantedLine extends ReportedLine {
  readonly saleLineId: number;
}

/** What leaves by one move of a transfer. */
export interface Leaving {
  readonly transferId: number;
  readonly moveId: number;
  readonly lineId: string;
  readonly quantity: Decimal;
}

type Move = Transfer['moves'][number] & { readonly transfer: Transfer };

/** Moves that nothing else has to happen before. In a route of several steps the last one waits for those before it. */
const isReady = (move: Move): boolean =>
  isOpen(move) && move.state !== 'waiting' && move.state !== 'draft' && isDelivery(move.transfer);

/**
 * Spreads what was reported over the open deliveries of an order, those that Odoo has reserved goods for first.
 * @throws {Permanent} DELIVERY_CONFLICT with both figures
 */
export function planShipment(lines: readonly WantedLine[], transfers: readonly Transfer[]): Leaving[] {
  const moves = transfers.flatMap((transfer) => transfer.moves.map((move): Move => ({ ...move, transfer })));
  const ready = moves.filter(isReady).sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  return lines.flatMap((line) => {
    const own = moves.filter((move) => move.sale_line_id?.id === line.saleLineId);
    return leave(line, own, ready.filter((move) => own.includes(move))); // prettier-ignore
  });
}

const rank = ({ state }: Move): number => (state === 'assigned' ? 0 : 1);

function leave(line: WantedLine, own: readonly Move[], ready: readonly Move[]): Leaving[] {
  const { lineId, quantity, unit } = line;
  const reported = decimal(quantity);
  const open = sum(ready.map(({ product_uom_qty }) => product_uom_qty));
  const facts = { orderLineId: lineId, reported: `${quantity} ${unit}`, open: decimalText(open) };
  if (new Set(own.map(({ product_id }) => product_id.id)).size > 1)
    throw conflict('DELIVERY_CONFLICT', `line ${lineId} is delivered as several products (a kit), which is not supported`, facts); // prettier-ignore
  if (open.lt(reported)) {
    const before = own.filter((move) => isOpen(move) && !ready.includes(move)).map(({ transfer }) => transfer.name);
    if (before.length > 0) {
      const waiting = [...new Set(before)].join(', ');
      const why = `line ${lineId} has other transfers before its delivery (a route of several steps): ${waiting}`;
      throw conflict('DELIVERY_CONFLICT', why, { ...facts, waiting });
    }
    const why = `${quantity} of line ${lineId} were reported, and ${decimalText(open)} are to be delivered`;
    throw conflict('DELIVERY_CONFLICT', why, facts);
  }
  let left = reported;
  return ready.flatMap((move) => {
    const inOdoo = unitName(move.product_uom.name);
    if (inOdoo !== unit) {
      const why = `line ${lineId} was reported in ${unit} and is delivered in ${inOdoo}`;
      throw conflict('DELIVERY_CONFLICT', why, { ...facts, unitInOdoo: inOdoo });
    }
    const part = left.lt(move.product_uom_qty) ? left : move.product_uom_qty;
    left = left.minus(part);
    return part.gt(zero) ? [{ transferId: move.transfer.id, moveId: move.id, lineId, quantity: part }] : [];
  });
}
