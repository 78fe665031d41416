import { type Decimal, zero } from '@penstock/domain';
import { cancelled, type GivenUp, givenUp, shipped } from './give-up.js';
import type { OrderLines } from './order-lines.js';
import { partIdOf, promisedTo, type ReservationRow } from './reservation.js';
import { endOf } from './reserve.js';

/** How a line ends that gives up all it was promised. */
export type Ending = 'released' | 'expired';

/** A row that is promised less than before, and how much less. */
export interface Freed {
  readonly row: ReservationRow;
  readonly quantity: Decimal;
}

/**
 * Gives up what a line is promised, or so much of it; of a kit, of each of its parts.
 * @param quantity in the unit of the line; null for all of it
 */
export function releaseLine(
  lines: OrderLines,
  line: ReservationRow,
  quantity: Decimal | null,
  ending: Ending,
): Freed[] {
  const giveUp = (row: ReservationRow, most: Decimal | null): GivenUp => {
    const given = givenUp(row, most ?? promisedTo(row));
    const isOver = promisedTo(given.line).eq(zero) && (given.released.gt(zero) || row.state === 'held');
    // What was partly shipped stays shipped.
    if (!isOver || given.line.shipped.gt(zero)) return given;
    return { ...given, line: { ...given.line, state: ending, waitingSku: null, expiresAt: null } };
  };
  return eachRow(lines, line, quantity, giveUp, ending);
}

/** Takes units out of a line that is not to be fulfilled (null: all that is not shipped); what they were promised is free. */
export const cancelLine = (lines: OrderLines, line: ReservationRow, quantity: Decimal | null): Freed[] =>
  eachRow(lines, line, quantity, cancelled, 'released');

/** A line that the customer no longer gets: nothing but what was shipped was ever ordered of it. */
export const removeLine = (lines: OrderLines, line: ReservationRow): Freed[] =>
  lines.has(line.lineId)
    ? eachRow(
        lines,
        line,
        null,
        (row) => givenUp({ ...row, ordered: row.shipped, cancelled: zero }, promisedTo(row)),
        'released',
      )
    : [];

/** The line as a statement of its channel has it: units that were cancelled before are not among the ordered ones. */
export function withoutCancelled(lines: OrderLines, line: ReservationRow): void {
  const { ordered, cancelled: taken } = line;
  if (taken.eq(zero)) return;
  lines.put({ ...line, ordered: ordered.lt(taken) ? zero : ordered.minus(taken), cancelled: zero });
}

/** Books on a line, or on the part of a kit, that goods left for it; what was promised of them is used up. */
export function shipLine(
  lines: OrderLines,
  lineId: string,
  left: { readonly productId: string; readonly quantity: Decimal; readonly locationId: string },
): void {
  const line = lines.get(lineId);
  const partId = partIdOf(lineId, left.productId);
  const isUnknown = line.state === 'expected' && line.ordered.eq(zero) && line.shipped.eq(zero);
  const part = lines.get(partId);
  if (part.perKit !== null) {
    lines.put(shipped(part, left.quantity, left.locationId));
    settleKit(lines, line, 'released');
  } else if (isUnknown) {
    // Goods may leave before anybody says what the line is: a product, or a kit that it is part of.
    const early = { ...part, kitLineId: lineId, productId: left.productId };
    lines.put({ ...early, shipped: early.shipped.plus(left.quantity) });
  } else if (line.state !== 'kit') {
    lines.put(shipped(line, left.quantity, left.locationId));
  }
}

function eachRow(
  lines: OrderLines,
  line: ReservationRow,
  quantity: Decimal | null,
  change: (row: ReservationRow, quantity: Decimal | null) => GivenUp,
  ending: Ending,
): Freed[] {
  const parts = lines.partsOf(line.lineId).filter(({ perKit }) => perKit !== null);
  const freed: Freed[] = [];
  for (const row of [line, ...parts]) {
    const perKit = row === line ? null : row.perKit;
    const given = change(row, perKit === null ? quantity : (quantity?.times(perKit) ?? null));
    lines.put(given.line);
    if (given.released.gt(zero)) freed.push({ row: given.line, quantity: given.released });
  }
  if (parts.length > 0) settleKit(lines, lines.get(line.lineId), ending);
  return freed;
}

/** A kit's line ends when none of its parts is promised or open any more. */
function settleKit(lines: OrderLines, line: ReservationRow, ending: Ending): void {
  const parts = lines.partsOf(line.lineId).filter(({ perKit }) => perKit !== null);
  if (line.state !== 'kit' || parts.some((part) => promisedTo(part).gt(zero))) return;
  const wasShipped = parts.some((part) => endOf(part) === 'consumed');
  lines.put({ ...line, state: wasShipped ? 'consumed' : ending, expiresAt: null });
}
