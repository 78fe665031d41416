import {
  type ChangeableLineRecord,
  type ChangeableOrderRecord,
  type OdooClient,
  records,
} from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';

/** A line of a sale.order. */
export interface LineInOdoo extends ChangeableLineRecord {
  /** account.tax */
  readonly taxIds: readonly number[];
}

/** A sale.order of ours as it is now. */
export interface OrderInOdoo extends ChangeableOrderRecord {
  /** By external id without the module. Lines that people added are none of ours and left alone. */
  readonly lines: ReadonlyMap<string, LineInOdoo>;
}

/** @param saleOrderId sale.order @returns undefined where it was deleted */
export async function readOrderInOdoo(odoo: OdooClient, saleOrderId: number): Promise<OrderInOdoo | undefined> {
  const [order] = await odoo.searchRead('sale.order', [['id', '=', saleOrderId]], records.changeableOrder);
  if (!order) return undefined;
  const lines = await readLines(odoo, saleOrderId);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const names = await odoo.searchRead(
    'ir.model.data',
    [
      ['module', '=', MODULE],
      ['model', '=', 'sale.order.line'],
      ['res_id', 'in', [...byId.keys()]],
    ],
    records.externalId,
  );
  const ours = names.flatMap(({ name, res_id: id }): [string, LineInOdoo][] => {
    const line = byId.get(id);
    return line ? [[name, line]] : [];
  });
  return { ...order, lines: new Map(ours) };
}

async function readLines(odoo: OdooClient, saleOrderId: number): Promise<LineInOdoo[]> {
  const domain = [['order_id', '=', saleOrderId]];
  const { version } = await odoo.fieldNames();
  if (version === 18) {
    const lines = await odoo.searchRead('sale.order.line', domain, records.changeableLine18);
    return lines.map((line) => ({ ...line, taxIds: line.tax_id }));
  }
  const lines = await odoo.searchRead('sale.order.line', domain, records.changeableLine19);
  return lines.map((line) => ({ ...line, taxIds: line.tax_ids }));
}
