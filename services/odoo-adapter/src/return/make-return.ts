import { type OdooClient, records } from '@penstock/connector-odoo';
import { decimalText } from '@penstock/domain';
import type { ComingBack } from './plan-return.js';

const WIZARD = 'stock.return.picking';

/**
 * Has Odoo's wizard make the return of a delivery: its lines start at nothing, and those that are to be refunded lower what counts as delivered.
 * https://www.odoo.com/documentation/18.0/applications/inventory_and_mrp/inventory/shipping_receiving/daily_operations/returns.html
 * @returns the stock.picking, which waits to be validated
 */
export async function makeReturn(
  odoo: OdooClient,
  deliveryId: number,
  comingBack: readonly ComingBack[],
): Promise<number> {
  const made = await odoo.call(WIZARD, 'create', { vals_list: [{ picking_id: deliveryId }] });
  const ids = records.createdIds.parse(made);
  const lines = await odoo.searchRead(`${WIZARD}.line`, [['wizard_id', 'in', ids]], records.returnLine);
  const commands = lines.flatMap(({ id, move_id }) => {
    const coming = comingBack.find(({ moveId }) => moveId === move_id?.id);
    return coming ? [[1, id, { quantity: Number(decimalText(coming.quantity)), to_refund: true }]] : [];
  });
  await odoo.call(WIZARD, 'write', { ids, vals: { product_return_moves: commands } });
  return records.shownRecord.parse(await odoo.call(WIZARD, 'action_create_returns', { ids })).res_id;
}
