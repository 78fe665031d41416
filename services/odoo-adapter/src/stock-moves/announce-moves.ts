import type { ShipmentConfirmed } from '@penstock/contracts';
import { type Instant, zero } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { difference, isKnown, seenAgain } from './effects.js';
import { adjusted, type Movement, movementsOf } from './movement.js';
import type { SeenLine } from './seen-lines.js';
import { isShipped, type ShippedLine, shipmentsOf } from './shipments-of.js';
import type { StockLine } from './stock-line.js';

/** A line that is new, or whose content is no longer what was taken over. */
export interface FreshLine {
  readonly line: StockLine;
  /** What was taken over of it; with an empty product where it is new. */
  readonly seen: SeenLine;
}

export interface ToldMovement {
  readonly event: Movement;
  /** What it is part of: the order that goods came back of, otherwise the product. */
  readonly story: string;
}

export interface Announced {
  readonly movements: readonly ToldMovement[];
  readonly shipments: readonly Outgoing<ShipmentConfirmed>[];
}

/**
 * What lines mean to the rest of the system. Goods of one of our orders that left are a shipment; everything else that touches stock of ours
 * is a receipt, a transfer or an adjustment; a line that changed after it was announced is a correction by the difference, whatever it was
 * announced as.
 * @param openedAt instant of the opening balance. A line that is not in it although it is dated before became visible later: ledgers count it
 * as from just after the opening, or the opening would swallow it.
 * @param setAside canonical ids of places whose goods cannot be sold as they are
 */
export function announceMoves(
  odoo: OdooSystem,
  fresh: readonly FreshLine[],
  openedAt: Instant,
  setAside: ReadonlySet<string>,
): Announced {
  const effectiveAt = (line: StockLine): Instant => Math.max(line.at, openedAt + 1) as Instant;
  const movements: ToldMovement[] = [];
  const shipped: ShippedLine[] = [];
  for (const { line, seen } of fresh) {
    const tell = (events: readonly Movement[]) =>
      movements.push(...events.map((event) => ({ event, story: line.orderLine?.orderId ?? event.content.productId })));
    const at = effectiveAt(line);
    if (isKnown(seen))
      tell(difference(seen, seenAgain(seen, line)).map((effect) => adjusted(effect, 'CORRECTION', line, at)));
    else if (!isShipped(line)) tell(movementsOf(line, { odoo, effectiveAt: at, setAside }));
    else if (line.quantity.gt(zero)) shipped.push(line);
  }
  return { movements, shipments: shipmentsOf(odoo, shipped, effectiveAt) };
}
