import { type OdooClient, records } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { MODULE } from '../odoo-system.js';
import { odooRecords } from '../order-out/odoo-record.js';
import type { StockLine } from './stock-line.js';

export type OrderLine = NonNullable<StockLine['orderLine']>;

const MODEL = 'sale.order.line';

/**
 * Which order lines of ours stand behind lines of sale orders in Odoo; those that nobody of us made are absent. What our own tables do not say
 * yet Odoo does: a delivery may be done before the answer to the order's creation is written down, or after it was lost.
 * @param saleLineIds ids of sale.order.line
 */
export async function findOrderLines(
  odoo: OdooClient,
  units: UnitsOfWork,
  saleLineIds: readonly number[],
): Promise<ReadonlyMap<number, OrderLine>> {
  const found = new Map<number, OrderLine>();
  if (saleLineIds.length === 0) return found;
  const refs = saleLineIds.map((id) => odooRecords.one({ model: MODEL, odooId: BigInt(id) }));
  const rows = await inTransaction(units.database, (transaction) => readRows(transaction, odooRecords, refs));
  for (const { odooId, orderId, canonicalId } of rows.values()) {
    if (orderId !== null) found.set(Number(odooId), { orderId, lineId: canonicalId });
  }
  const unknown = saleLineIds.filter((id) => !found.has(id));
  if (unknown.length === 0) return found;
  const domain = [
    ['module', '=', MODULE],
    ['model', '=', MODEL],
    ['res_id', 'in', unknown],
  ];
  for (const { name, res_id } of await odoo.readAll('ir.model.data', domain, records.externalId)) {
    const line = orderLineOf(name);
    if (line) found.set(res_id, line);
  }
  return found;
}

/** The order line that an external id names; null for the line of a charge. */
export function orderLineOf(externalId: string): OrderLine | null {
  const [, orderId, lineId] = /^(ord_[0-9a-z]+)_(orl_[0-9a-z]+)$/.exec(externalId) ?? [];
  return orderId !== undefined && lineId !== undefined ? { orderId, lineId } : null;
}
