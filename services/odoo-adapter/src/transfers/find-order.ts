import { type OdooClient, records } from '@penstock/connector-odoo';
import { findExternalIds } from '../order-out/external-ids.js';

/** A sale.order of ours, and which of its lines are which. */
export interface FoundOrder {
  readonly id: number;
  readonly name: string;
  /** draft, sent, sale or cancel */
  readonly state: string;
  /** sale.order.line by canonical line id; absent are those that are not in Odoo. */
  readonly lines: ReadonlyMap<string, number>;
}

/** @returns undefined where Odoo has no such order */
export async function findOrder(
  odoo: OdooClient,
  orderId: string,
  lineIds: readonly string[],
): Promise<FoundOrder | undefined> {
  const nameOf = (lineId: string) => `${orderId}_${lineId}`;
  const found = await findExternalIds(odoo, [orderId, ...lineIds.map(nameOf)]);
  const id = found.get(orderId)?.id;
  if (id === undefined) return undefined;
  const [order] = await odoo.searchRead('sale.order', [['id', '=', id]], records.saleOrder);
  if (!order) return undefined;
  const lines = new Map<string, number>();
  for (const lineId of lineIds) {
    const line = found.get(nameOf(lineId));
    if (line) lines.set(lineId, line.id);
  }
  return { id, name: order.name, state: order.state, lines };
}
