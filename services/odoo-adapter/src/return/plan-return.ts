import { type Decimal, decimal, decimalText, sum, zero } from '@penstock/domain';
import { unitName } from '../catalog/unit-name.js';
import { conflict } from '../refusal.js';
import { isDelivery, isDone, type Transfer } from '../transfers/transfers.js';
import type { ReturnedLine } from './received-return.js';

/** A returned line with its sale.order.line. */
export interface WantedLine extends ReturnedLine {
  readonly saleLineId: number;
}

/** What comes back of one move by which goods were delivered. */
export interface ComingBack {
  /** The stock.picking that delivered them. */
  readonly deliveryId: number;
  readonly moveId: number;
  readonly saleLineId: number;
  readonly quantity: Decimal;
}

type Move = Transfer['moves'][number];

/**
 * Spreads what came back over the deliveries of an order, the earliest first. Odoo takes back more than was delivered without a word, so what
 * was delivered, less what came back or is expected back, is looked at here.
 * @throws {Permanent} RETURN_CONFLICT with both figures
 */
export function planReturn(lines: readonly WantedLine[], transfers: readonly Transfer[]): ComingBack[] {
  const delivered = transfers.filter((each) => isDone(each) && isDelivery(each));
  const back = transfers.flatMap(({ moves }) => moves).filter((move) => move.origin_returned_move_id !== null);
  const returnedOf = (move: Move) =>
    sum(back.filter((each) => each.origin_returned_move_id?.id === move.id).map(backBy));
  return lines.flatMap((line) => {
    const moves = delivered.flatMap(({ id, moves: own }) =>
      own
        .filter((move) => isDone(move) && move.sale_line_id?.id === line.saleLineId)
        .map((move) => ({ deliveryId: id, move, open: move.quantity.minus(returnedOf(move)) })),
    );
    refuseMore(line, sum(moves.map(({ move }) => move.quantity)), sum(moves.map(({ open }) => open)));
    let left = decimal(line.quantity);
    return moves.flatMap(({ deliveryId, move, open }) => {
      refuseUnit(line, move);
      const part = left.lt(open) ? left : open;
      left = left.minus(part);
      return part.gt(zero) ? [{ deliveryId, moveId: move.id, saleLineId: line.saleLineId, quantity: part }] : [];
    });
  });
}

/** What came back by a move, or is expected to. */
export const backBy = (move: Move): Decimal =>
  move.state === 'cancel' ? zero : isDone(move) ? move.quantity : move.product_uom_qty;

function refuseMore({ lineId, quantity, unit }: WantedLine, delivered: Decimal, open: Decimal): void {
  if (open.gte(decimal(quantity))) return;
  const returned = decimalText(delivered.minus(open));
  const facts = { orderLineId: lineId, reported: `${quantity} ${unit}`, delivered: decimalText(delivered), returned };
  const why = `${quantity} of line ${lineId} came back, ${facts.delivered} were delivered and ${returned} returned before`;
  throw conflict('RETURN_CONFLICT', why, facts);
}

function refuseUnit({ lineId, quantity, unit }: WantedLine, move: Move): void {
  const unitInOdoo = unitName(move.product_uom.name);
  if (unitInOdoo === unit) return;
  const why = `line ${lineId} came back in ${unit} and was delivered in ${unitInOdoo}`;
  throw conflict('RETURN_CONFLICT', why, { orderLineId: lineId, reported: `${quantity} ${unit}`, unitInOdoo });
}
