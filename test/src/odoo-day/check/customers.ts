import type { DayOrder } from '../plan/day.js';
import { nameOf } from './orders.js';
import type { Snapshot } from './snapshot.js';
import type { Verdict } from './verdict.js';

/** One partner for each customer, and each order at its own. An address below a partner is none of its own. */
export function checkCustomers(orders: readonly DayOrder[], found: Snapshot): Partial<Verdict> {
  const partners = found.partners.filter(({ parent_id: parent }) => parent === false);
  const byEmail = Map.groupBy(partners, ({ email }) => email);
  const needed = orders.filter(({ expected }) => !expected.mayBeAbsent);
  const customers = new Map(orders.map(({ customer }) => [customer.email, customer]));
  const buyers = new Set(needed.map(({ customer }) => customer.email));
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const { email, name } of customers.values()) {
    const own = byEmail.get(email) ?? [];
    if (own.length === 0 && buyers.has(email)) lost.push(`${name} (${email}) is no partner in Odoo`);
    if (own.length > 1) doubled.push(`${name} (${email}) is res.partner ${own.map(({ id }) => id).join(' and ')}`);
  }
  const emails = new Map(found.partners.map(({ id, email }) => [id, email]));
  const rows = new Map(found.orders.map((row) => [row.client_order_ref, row]));
  const wrong = orders.flatMap((order) => {
    const row = rows.get(order.orderNumber);
    if (!row || emails.get(row.partner_id[0]) === order.customer.email) return [];
    return [`${nameOf(order, row)} belongs to ${row.partner_id[1]} instead of ${order.customer.name}`];
  });
  return { lost, doubled, wrong };
}
