import { type OdooClient, OdooValidation, OdooWizard } from '@penstock/connector-odoo';
import { type Decimal, decimalText } from '@penstock/domain';
import { isDone, readTransfers, type Transfer } from './transfers.js';

export interface Validation {
  /** What is moved, by stock.move; the other moves stay behind. */
  readonly quantities: ReadonlyMap<number, Decimal>;
  /** stock.location where goods are put, by stock.move; where none is named the transfer's own. */
  readonly places?: ReadonlyMap<number, number>;
  /** Of the stock.picking, such as its tracking number. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** The rest is cancelled instead of going to a backorder. */
  readonly dropsRest?: boolean;
}

/**
 * Sets what is moved by a transfer, and validates it. Nothing is asked back: without `skip_backorder` a part of the demand is answered with a
 * wizard. Whether it is done the state tells and not the answer: on 18 a done transfer is refused, on 19 it is true, and a printer's action may
 * come in place of either.
 * Context: https://github.com/odoo/odoo/blob/18.0/addons/stock/models/stock_picking.py
 * @throws {OdooWizard} where Odoo wants something decided that nobody foresaw
 */
export async function validateTransfer(odoo: OdooClient, transfer: Transfer, wanted: Validation): Promise<void> {
  const { quantities, places, values = {}, dropsRest = false } = wanted;
  const { id } = transfer;
  const ids = [id];
  const commands = transfer.moves.map((move) => {
    const quantity = quantities.get(move.id);
    const place = places?.get(move.id);
    if (quantity === undefined) return [1, move.id, { picked: false }];
    return [
      1,
      move.id,
      {
        ...(place !== undefined && { location_dest_id: place }),
        quantity: Number(decimalText(quantity)),
        picked: true,
      },
    ];
  });
  await odoo.call('stock.picking', 'write', { ids, vals: { ...values, move_ids: commands } });
  const context = { skip_backorder: true, skip_sms: true, ...(dropsRest && { picking_ids_not_to_backorder: ids }) };
  try {
    await odoo.call('stock.picking', 'button_validate', { ids }, { context, refuseWizard: true });
  } catch (error) {
    if (!(error instanceof OdooValidation || error instanceof OdooWizard)) throw error;
    const [after] = await readTransfers(odoo, ids);
    if (!after || !isDone(after)) throw error;
  }
}
