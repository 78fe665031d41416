import type { RejectionReason } from '@penstock/contracts';
import { type Decimal, type Instant, zero } from '@penstock/domain';
import { type AskedLine, asked, inProductUnit, partRows, plainLine, type Wanted, type Wanting } from './line-asked.js';
import { type Freed, releaseLine } from './line-ends.js';
import type { OrderLines } from './order-lines.js';
import { promisable } from './promise.js';
import { openOf, promisedTo, type ReservationRow } from './reservation.js';

/** A line with its new quantity, and what is wanted for it, or for each of its parts. */
export interface StatedLine {
  readonly line: AskedLine;
  readonly isKit: boolean;
  readonly own: Wanted;
  /** None where it is no kit. */
  readonly parts: readonly Wanted[];
  /** What it gave up of other goods. */
  readonly freed: readonly Freed[];
}

/** What became of one line. */
export interface LineDecision {
  readonly lineId: string;
  /** The line as it is now; where it is a kit, its parts. */
  readonly promised: readonly ReservationRow[];
  /** What was promised of other goods, or beyond the new quantity. */
  readonly released: readonly Freed[];
  /** What was asked for now, in the unit of the line. */
  readonly wanted: Decimal;
  /** What could have been promised at that moment, in the unit of the line. */
  readonly available: Decimal;
  readonly rejected: RejectionReason | null;
}

/** Gives a line its new quantity. What it is promised beyond that is given up; nothing is reserved yet. */
export function stateLine(
  lines: OrderLines,
  line: AskedLine,
  { wanting, expiresAt }: { readonly wanting: Wanting; readonly expiresAt: Instant | null },
): StatedLine {
  const { lineId, sku, stock } = line;
  const { productId } = stock.product;
  const freed = exchangeGoods(lines, lineId, productId);
  const before = lines.get(lineId);
  const { amount: ordered, unit } = inProductUnit(stock, line.quantity);
  const own = { sku, productId, unit, ordered, expiresAt, waitingSku: null };
  // What was promised as it is, before somebody made a kit of the product, stays so.
  const isPlain = promisedTo(before).gt(zero) || before.shipped.gt(zero);
  if (isPlain || (line.parts.length === 0 && before.state !== 'kit')) {
    const wanted = asked(plainLine(lines, lineId), own, wanting);
    lines.put(wanted.row);
    return { line, isKit: false, own: wanted, parts: [], freed };
  }
  const kit = asked(before, own, wanting);
  lines.put({ ...kit.row, state: 'kit' });
  const parts = partRows(lines, lineId, line.parts).map((part) => statePart(lines, part, kit.row, wanting));
  const isIdle = parts.every(({ row, quantity }) => quantity.eq(zero) && promisedTo(row).eq(zero));
  if (isIdle) lines.put({ ...kit.row, state: idleState(before, parts), expiresAt: null });
  return { line, isKit: true, own: kit, parts, freed };
}

/** How a kit is of which nothing is promised, and nothing asked for now. */
function idleState({ state }: ReservationRow, parts: readonly Wanted[]): ReservationRow['state'] {
  if (parts.some(({ row }) => openOf(row).gt(zero))) return state;
  return parts.some(({ row }) => row.shipped.gt(zero)) ? 'consumed' : 'released';
}

/** A line that is other goods than before gives up what it was promised of those, and begins anew. @returns what it gave up */
function exchangeGoods(lines: OrderLines, lineId: string, productId: string): Freed[] {
  const before = lines.get(lineId);
  if (before.productId === null || before.productId === productId) return [];
  const freed = releaseLine(lines, before, null, 'released');
  lines.put({ ...lines.get(lineId), productId: null, ordered: zero, cancelled: zero, state: 'expected' });
  return freed;
}

function statePart(lines: OrderLines, part: ReservationRow, kit: ReservationRow, wanting: Wanting): Wanted {
  const perKit = part.perKit as Decimal;
  const { unit, sku } = lines.stocks.get(part.productId as string).product;
  const wanted = asked(
    part,
    {
      sku,
      unit: unit ?? part.unit,
      ordered: kit.ordered.times(perKit),
      cancelled: kit.cancelled.times(perKit),
      expiresAt: kit.expiresAt,
    },
    wanting,
  );
  lines.put(wanted.row);
  return wanted;
}

/** What became of a line for which nothing was to be reserved, or all was. */
export function outcomeOf(lines: OrderLines, { line, isKit, own, parts, freed }: StatedLine): LineDecision {
  const released = [own, ...parts].filter((row) => row.released.gt(zero));
  return {
    lineId: line.lineId,
    promised: isKit ? parts.map(({ row }) => lines.get(row.lineId)) : [lines.get(line.lineId)],
    released: [...freed, ...released.map(({ row, released: quantity }) => ({ row, quantity }))],
    wanted: zero,
    available: isKit ? kitsThere(lines, parts) : promisable(lines.stocks.get(line.stock.product.productId)),
    rejected: null,
  };
}

/** The line as it was stated: what it was promised before it keeps, and beyond that it gets nothing. */
export function rejectLine(lines: OrderLines, stated: StatedLine, rejected: RejectionReason): LineDecision {
  const { own, parts, isKit } = stated;
  for (const { row } of parts) if (promisedTo(row).eq(zero)) lines.put({ ...row, state: 'rejected', expiresAt: null });
  const keeps = (isKit ? parts : [own]).some(({ row }) => promisedTo(row).gt(zero));
  if (!keeps) lines.put({ ...own.row, state: 'rejected', expiresAt: null });
  return { ...outcomeOf(lines, stated), wanted: isKit ? kitsWanted(parts) : own.quantity, rejected };
}

const kitsThere = (lines: OrderLines, parts: readonly Wanted[]): Decimal => {
  const each = parts.map(({ row }) => kitsOf(promisable(lines.stocks.get(row.productId as string)), row));
  return each.reduce((fewest, kits) => (kits.lt(fewest) ? kits : fewest), each[0] ?? zero);
};

/** How many whole kits so much of a part is enough for. */
export function kitsOf(quantity: Decimal, { perKit }: ReservationRow): Decimal {
  const kits = quantity.div(perKit as Decimal).round(0, ROUND_DOWN);
  // A quotient has at most 18 decimals and may have been rounded up to a whole number.
  return kits.times(perKit as Decimal).gt(quantity) ? kits.minus('1') : kits;
}

const ROUND_DOWN = 0;

/** How many kits the parts are wanted for: parts that were shipped or given up on their own may be wanted for fewer. */
export const kitsWanted = (parts: readonly Wanted[]): Decimal =>
  parts.reduce((most, { row, quantity }) => {
    const kits = quantity.div(row.perKit as Decimal);
    return kits.gt(most) ? kits : most;
  }, zero);
