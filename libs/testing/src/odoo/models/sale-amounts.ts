import type { Environment } from '../orm/environment.js';
import type { Row } from '../orm/values.js';
import { ids, num, ref, roundTo } from '../orm/values.js';

/** A line's amounts, each tax rounded on the line as Odoo 18 does by default ("round per line"). */
export function lineAmounts(env: Environment, line: Row) {
  const gross = num(line['product_uom_qty']) * num(line['price_unit']) * (1 - num(line['discount']) / 100);
  const taxes = ids(line['tax_id']).map((id) => env.get('account.tax', id));
  const included = taxes.filter((tax) => tax['price_include_override'] === 'tax_included');
  const total = roundTo(gross, 2);
  const includedRate = included.reduce((rate, tax) => rate + num(tax['amount']), 0);
  const contained = included.map((tax) => roundTo((total * num(tax['amount'])) / (100 + includedRate), 2));
  const subtotal = roundTo(total - sum(contained), 2);
  const added = taxes
    .filter((tax) => !included.includes(tax))
    .map((tax) =>
      tax['amount_type'] === 'fixed'
        ? num(tax['amount']) * num(line['product_uom_qty'])
        : roundTo((subtotal * num(tax['amount'])) / 100, 2),
    );
  const withTax = roundTo(subtotal + sum(contained) + sum(added), 2);
  // The difference of two floats keeps its noise on the wire (5.850000000000001).
  return { price_subtotal: subtotal, price_total: withTax, price_tax: withTax - subtotal };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Works out a line's stored figures, then its order's; rows that do not change keep their write_date. */
export function refreshLine(env: Environment, id: number): void {
  const line = env.get('sale.order.line', id);
  const order = env.get('sale.order', ref(line['order_id']));
  const toInvoice = order['state'] === 'sale' && !line['display_type'] ? num(line['product_uom_qty']) : 0;
  env.patch('sale.order.line', id, { ...lineAmounts(env, line), qty_to_invoice: toInvoice });
}

export function refreshOrder(env: Environment, id: number): void {
  const lines = env.rows('sale.order.line').filter((line) => line['order_id'] === id);
  const untaxed = roundTo(sum(lines.map((line) => num(line['price_subtotal']))), 2);
  const tax = roundTo(sum(lines.map((line) => num(line['price_tax']))), 2);
  const open = lines.some((line) => num(line['qty_to_invoice']) > 0);
  env.patch('sale.order', id, {
    amount_untaxed: untaxed,
    amount_tax: tax,
    amount_total: roundTo(untaxed + tax, 2),
    invoice_status: open ? 'to invoice' : 'no',
  });
}
