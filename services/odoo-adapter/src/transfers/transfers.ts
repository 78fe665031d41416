import { type OdooClient, records, type TransferMoveRecord, type TransferRecord } from '@penstock/connector-odoo';

/** A stock.picking with its moves. */
export interface Transfer extends TransferRecord {
  readonly moves: readonly TransferMoveRecord[];
}

export const isDone = ({ state }: { readonly state: string }): boolean => state === 'done';
export const isOpen = ({ state }: { readonly state: string }): boolean => state !== 'done' && state !== 'cancel';

/** Transfers as they are now, in the order of the ids given; one that was deleted is absent. */
export async function readTransfers(odoo: OdooClient, ids: readonly number[]): Promise<Transfer[]> {
  if (ids.length === 0) return [];
  const transfers = await odoo.readAll('stock.picking', [['id', 'in', ids]], records.transfer);
  const moves = await odoo.readAll('stock.move', [['picking_id', 'in', ids]], records.transferMove);
  const movesOf = Map.groupBy(moves, ({ picking_id }) => picking_id?.id);
  const byId = new Map(transfers.map((each) => [each.id, { ...each, moves: movesOf.get(each.id) ?? [] }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** All transfers that serve lines of an order, whichever way their goods go. @param saleLineIds ids of sale.order.line */
export async function transfersOf(odoo: OdooClient, saleLineIds: readonly number[]): Promise<Transfer[]> {
  const moves = await odoo.readAll('stock.move', [['sale_line_id', 'in', saleLineIds]], records.transferMove);
  return readTransfers(odoo, [...new Set(moves.flatMap(({ picking_id }) => picking_id?.id ?? []))]);
}

/** Towards the customer; a return is not, whatever operation type it has. */
export const isDelivery = ({ picking_type_code, return_id }: TransferRecord): boolean =>
  picking_type_code === 'outgoing' && return_id === null;
