import type { OdooClient } from '@penstock/connector-odoo';
import { type Decimal, decimalText } from '@penstock/domain';

/**
 * Odoo takes fewer goods out of a planned move only where the deadline that it works out anew, from the order's date, is the move's; else it
 * plans to receive goods that never left. An order that was given its own date after it was confirmed has other deadlines. Writing a line's
 * lead time makes Odoo set them on its moves again.
 * @param requantified lead times in days by sale.order.line
 */
export async function alignDeadlines(odoo: OdooClient, requantified: ReadonlyMap<number, Decimal>): Promise<void> {
  const byLead = Map.groupBy(requantified, ([, lead]) => decimalText(lead));
  for (const [lead, lines] of byLead) {
    const vals = { customer_lead: Number(lead) };
    await odoo.call('sale.order.line', 'write', { ids: lines.map(([id]) => id), vals });
  }
}
