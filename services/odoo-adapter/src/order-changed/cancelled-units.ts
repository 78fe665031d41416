import type { OrderCancelled } from '@penstock/contracts';
import { type Decimal, decimal, decimalText, type Instant, zero } from '@penstock/domain';
import type { OrderDraft } from '../order-out/order-draft.js';

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

/** The order without the cancelled units. Its total is as stated: what they cost, the next update of the channel says. */
export const reducedDraft = (draft: OrderDraft, cancelled: CancelledUnits | null): OrderDraft =>
  cancelled === null
    ? draft
    : {
        ...draft,
        lines: draft.lines.map((line) =>
          line.lineId === null
            ? line
            : { ...line, quantity: decimalText(left(line.quantity, cancelled.units[line.lineId])) },
        ),
      };
