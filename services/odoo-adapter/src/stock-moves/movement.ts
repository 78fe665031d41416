import { GoodsReceived, StockAdjusted, type StockCause, TransferCompleted } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { type OdooSystem, transferIdOf } from '../odoo-system.js';
import { causeOfMove } from './cause-of-move.js';
import { type Effect, effectsOf, seenOf } from './effects.js';
import { isSupplied, isTransfer, type StockLine } from './stock-line.js';

/** Any event by which stock of ours moves for no order. */
export type Movement = Outgoing<GoodsReceived> | Outgoing<TransferCompleted> | Outgoing<StockAdjusted>;

/** What must be known besides the line itself. */
export interface Circumstances {
  readonly odoo: OdooSystem;
  /** From when ledgers count it. */
  readonly effectiveAt: Instant;
  /** Canonical ids of places whose goods cannot be sold as they are. */
  readonly setAside: ReadonlySet<string>;
}

/** What a line says that nobody was told of: a receipt or a transfer where it is one, else an adjustment of the one end that is ours. */
export function movementsOf(line: StockLine, given: Circumstances): Movement[] {
  const effects = effectsOf(seenOf(line));
  if (effects.length === 0) return [];
  if (isTransfer(line)) return line.from.locationId === line.to.locationId ? [] : [transferred(line, given)];
  if (isSupplied(line)) return effects.map((effect) => received(effect, line, given));
  return effects.map((effect) => adjusted(effect, causeOfMove(line), line, given.effectiveAt));
}

export const adjusted = (
  { productId, locationId, delta, unit }: Effect,
  cause: StockCause,
  { moveLineId: odooMoveId, at }: StockLine,
  effectiveAt: Instant,
): Outgoing<StockAdjusted> =>
  say(
    StockAdjusted,
    { productId, locationId, delta: { amount: delta, unit }, cause, odooMoveId, effectiveAt },
    { occurredAt: at },
  );

function received(
  { productId, locationId, delta, unit }: Effect,
  { moveLineId: odooMoveId, reference, expectationId, at }: StockLine,
  { setAside, effectiveAt }: Circumstances,
): Outgoing<GoodsReceived> {
  const condition = setAside.has(locationId) ? 'QUARANTINED' : 'SELLABLE';
  const goods = { productId, locationId, quantity: { amount: delta, unit }, condition } as const;
  return say(GoodsReceived, { ...goods, expectationId, reference, odooMoveId, effectiveAt }, { occurredAt: at });
}

function transferred(line: StockLine, { odoo, effectiveAt }: Circumstances): Outgoing<TransferCompleted> {
  const { product, from, to, quantity, pickingId, moveId, moveLineId: odooMoveId, reference, at } = line;
  // Lines of one transfer add up; goods that moved without one are a transfer of their own.
  const transferId = transferIdOf(odoo, pickingId === null ? `stock.move:${moveId}` : `stock.picking:${pickingId}`);
  return say(
    TransferCompleted,
    {
      ...{ transferId, productId: product.productId, quantity: { amount: quantity, unit: product.unit } },
      ...{ fromLocationId: from.locationId, toLocationId: to.locationId },
      ...{ reference, odooMoveId, effectiveAt },
    },
    { occurredAt: at },
  );
}
