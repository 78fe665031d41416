import { type ShipmentConfirmed, type StockCause, StockAdjusted } from '@penstock/contracts';
import { type Instant, zero } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { causeOfMove } from './cause-of-move.js';
import { difference, type Effect, effectsOf, isKnown, seenOf } from './effects.js';
import type { SeenLine } from './seen-lines.js';
import { isShipped, type ShippedLine, shipmentsOf } from './shipments-of.js';
import type { StockLine } from './stock-line.js';

/** A line that is new, or whose content is no longer what was taken over. */
export interface FreshLine {
  readonly line: StockLine;
  /** What was taken over of it; with an empty product where it is new. */
  readonly seen: SeenLine;
}

export interface Adjustment {
  readonly event: Outgoing<StockAdjusted>;
  /** What it is part of: the order that goods came back of, otherwise the product. */
  readonly story: string;
}

export interface Announced {
  readonly adjustments: readonly Adjustment[];
  readonly shipments: readonly Outgoing<ShipmentConfirmed>[];
}

/**
 * What lines mean to the rest of the system. Goods of one of our orders that left are a shipment; everything else that touches stock of ours
 * is an adjustment; a line that changed after it was announced is a correction by the difference.
 * @param openedAt instant of the opening balance. A line that is not in it although it is dated before became visible later: ledgers count it
 * as from just after the opening, or the opening would swallow it.
 */
export function announceMoves(odoo: OdooSystem, fresh: readonly FreshLine[], openedAt: Instant): Announced {
  const effectiveAt = (line: StockLine): Instant => Math.max(line.at, openedAt + 1) as Instant;
  const adjustments: Adjustment[] = [];
  const shipped: ShippedLine[] = [];
  for (const { line, seen } of fresh) {
    const adjust = (effects: readonly Effect[], cause: StockCause) =>
      adjustments.push(
        ...effects.map((effect) => ({
          event: adjusted(effect, cause, line, effectiveAt(line)),
          story: line.orderLine?.orderId ?? effect.productId,
        })),
      );
    if (isKnown(seen)) adjust(difference(seen, seenOf(line)), 'CORRECTION');
    else if (!isShipped(line)) adjust(effectsOf(seenOf(line)), causeOfMove(line));
    else if (line.quantity.gt(zero)) shipped.push(line);
  }
  return { adjustments, shipments: shipmentsOf(odoo, shipped, effectiveAt) };
}

const adjusted = (effect: Effect, cause: StockCause, line: StockLine, effectiveAt: Instant): Outgoing<StockAdjusted> =>
  say(
    StockAdjusted,
    {
      productId: effect.productId,
      locationId: effect.locationId,
      delta: { amount: effect.delta, unit: effect.unit },
      cause,
      odooMoveId: line.moveLineId,
      effectiveAt,
    },
    { occurredAt: line.at },
  );
