import type { OrderCancelled } from '@penstock/contracts';
import { type Decimal, decimal, decimalText, type Instant, minorDigits, zero } from '@penstock/domain';
import type { DraftLine, OrderDraft } from '../order-out/order-draft.js';
import { goodsLineOf } from './changed-draft.js';
import { roundHalfUp } from './sums-of.js';

/** Units of lines that were cancelled after the order's content was stated, which says what they cost; a cancellation does not. */
export interface CancelledUnits {
  /** The latest of the cancellations, in microseconds since 1970. */
  readonly at: Instant;
  /** Decimals as text, by canonical line id. */
  readonly units: Readonly<Record<string, string>>;
}

const max = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** Each cancellation takes out units beyond those of the ones before. */
export function withCancelled(before: CancelledUnits | null, { lines, cancelledAt }: OrderCancelled): CancelledUnits {
  const units: Record<string, string> = { ...before?.units };
  for (const { lineId, quantity } of lines ?? [])
    units[lineId] = decimalText(decimal(units[lineId] ?? '0').plus(quantity.amount));
  return { at: max(before?.at ?? cancelledAt, cancelledAt), units };
}

/** What is left to be delivered of a line. */
export function left(quantity: string, cancelled: string | undefined): Decimal {
  const rest = decimal(quantity).minus(decimal(cancelled ?? '0'));
  return rest.lt(zero) ? zero : rest;
}

/** The order without the cancelled units, of whose discounts they take their share along. Its total is as stated: see sumsWithout. */
export function reducedDraft(draft: OrderDraft, cancelled: CancelledUnits | null): OrderDraft {
  if (cancelled === null) return draft;
  const goods = new Map(draft.lines.flatMap(({ lineId, quantity }) => (lineId === null ? [] : [[lineId, quantity]])));
  const reduced = (line: DraftLine): DraftLine => {
    const lineId = goodsLineOf(line);
    const ordered = lineId === null ? undefined : goods.get(lineId);
    if (lineId === null || ordered === undefined) return line;
    const rest = left(ordered, cancelled.units[lineId]);
    if (line.lineId !== null) return { ...line, quantity: decimalText(rest) };
    return shareOf(line, rest, decimal(ordered), minorDigits(draft.currency));
  };
  return { ...draft, lines: draft.lines.map(reduced) };
}

/** A discount of an amount belongs to all units of its line alike. */
function shareOf(discount: DraftLine, rest: Decimal, ordered: Decimal, digits: number): DraftLine {
  if (rest.eq(zero)) return { ...discount, quantity: '0' };
  if (rest.eq(ordered)) return discount;
  const price = roundHalfUp(decimal(discount.price).times(rest).div(ordered), digits);
  return { ...discount, price: decimalText(price) };
}
