import { type OdooClient, records } from '@penstock/connector-odoo';
import type { PersonalData } from '@penstock/contracts';
import { Permanent, Transient } from '@penstock/messaging';
import type { OrderDraft } from '../order-out/order-draft.js';
import { findOrMakePartners } from '../partner/find-or-make-partners.js';
import { isConflict } from '../partner/wanted-partner.js';
import type { OrderInOdoo } from './sale-order-in-odoo.js';

/** Odoo would ask its users by an activity on every open delivery to change what is changed here. */
const QUIETLY = { mail_activity_automation_skip: true };

/** Where the goods are to go, as a contact of Odoo. @throws {Permanent} PARTNER_CONFLICT */
export async function findDestination(
  odoo: OdooClient,
  order: OrderInOdoo,
  { orderId, orderNumber, customerId }: OrderDraft,
  personal: PersonalData,
): Promise<number> {
  const wanted = { orderId, orderNumber, customerId, personal };
  const found = (await findOrMakePartners(odoo, { id: order.company_id.id }, [wanted])).get(customerId);
  if (!found) throw new Transient('ODOO_MISSING', `the customer of ${order.name} was made and is not found`);
  const facts = { odooName: order.name };
  if (isConflict(found)) {
    const candidates = found.candidates.map(({ id }) => `res.partner,${id}`).join(' ');
    const why = `it is not clear which contact the customer of ${order.name} is`;
    throw new Permanent('PARTNER_CONFLICT', why, { ...facts, conflict: found.conflict, candidates });
  }
  const addresses = found.addresses.get(orderId);
  if (addresses) return addresses.shippingId;
  throw new Permanent('PARTNER_CONFLICT', `Odoo does not take the new address of ${order.name}`, facts);
}

/**
 * Sends the goods of an order that have not left yet to another contact. Odoo would also rewrite deliveries that are done, which went to the
 * one before; so the open ones are written by themselves.
 * @throws {Permanent} SHIPPED_ELSEWHERE where nothing is left to be sent
 */
export async function shipElsewhere(odoo: OdooClient, order: OrderInOdoo, shippingId: number): Promise<void> {
  const open = await odoo.searchRead(
    'stock.picking',
    [
      ['sale_id', '=', order.id],
      ['state', 'not in', ['done', 'cancel']],
      ['picking_type_code', '=', 'outgoing'],
      ['partner_id', '!=', shippingId],
    ],
    records.onlyId,
  );
  if (order.partner_shipping_id.id !== shippingId) {
    if (order.delivery_status === 'full') {
      const why = `all goods of ${order.name} have left for the address before`;
      throw new Permanent('SHIPPED_ELSEWHERE', why, { odooName: order.name });
    }
    const vals = { partner_shipping_id: shippingId };
    await odoo.call('sale.order', 'write', { ids: [order.id], vals }, { context: QUIETLY });
  }
  if (open.length === 0) return;
  await odoo.call('stock.picking', 'write', { ids: open.map(({ id }) => id), vals: { partner_id: shippingId } });
}
