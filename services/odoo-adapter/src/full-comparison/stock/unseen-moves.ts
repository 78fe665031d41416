import { type MoveRecord, type OdooClient, records } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { z } from 'zod';
import { chunks } from '../../catalog/follow-catalog.js';
import { seenLines } from '../../stock-moves/seen-lines.js';

const lineShape = z.object({
  id: z.int(),
  move_id: records.moveLine.shape.move_id,
  quantity: records.moveLine.shape.quantity,
});

/**
 * The done moves of some products that have a line which was not taken over, or not as it is now. Reads the products' whole history, so only
 * for products whose stock differs.
 */
export async function unseenMoves(
  odoo: OdooClient,
  units: UnitsOfWork,
  productIds: readonly number[],
): Promise<MoveRecord[]> {
  const domain = [
    ['product_id', 'in', productIds],
    ['state', '=', 'done'],
  ];
  const moveIds = new Set<number>();
  for (const lines of chunks(await odoo.readAll('stock.move.line', domain, lineShape))) {
    const refs = lines.map(({ id }) => seenLines.one({ moveLineId: BigInt(id) }));
    const seen = await inTransaction(units.database, (transaction) => readRows(transaction, seenLines, refs));
    for (const { id, move_id, quantity } of lines) {
      // A line in another unit than its product's looks changed here; whoever takes it over compares in the product's own.
      if (move_id && !seen.get(String(id))?.quantity.eq(quantity)) moveIds.add(move_id.id);
    }
  }
  const done = [['id', 'in', [...moveIds]], ['state', '=', 'done']]; // prettier-ignore
  return moveIds.size === 0 ? [] : odoo.readAll('stock.move', done, records.move);
}
