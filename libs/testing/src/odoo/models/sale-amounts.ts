import type { Environment } from '../orm/environment.js';
import type { Row } from '../orm/values.js';
import { ids, num, ref, roundTo } from '../orm/values.js';
import { fieldName } from './odoo19.js';

/** What this version calls a field of an order line. */
export const lineField = (env: Environment, name: string): string => fieldName(env.version, 'sale.order.line', name);

type Round = (amount: number) => number;

const toCents: Round = (amount) => roundTo(amount, 2);
const exact: Round = (amount) => amount;

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);

/** What a line comes to without tax, and each of its taxes by id. */
function taxed(env: Environment, line: Row, round: Round): { subtotal: number; taxes: Map<number, number> } {
  const gross = num(line['product_uom_qty']) * num(line['price_unit']) * (1 - num(line['discount']) / 100);
  const all = ids(line[lineField(env, 'tax_id')]).map((id) => env.get('account.tax', id));
  const included = all.filter((tax) => tax['price_include_override'] === 'tax_included');
  const includedRate = sum(included.map((tax) => num(tax['amount'])));
  const total = round(gross);
  const taxes = new Map(
    included.map((tax) => [tax.id, round((total * num(tax['amount'])) / (100 + includedRate))] as const),
  );
  const subtotal = round(total - sum(taxes.values()));
  for (const tax of all.filter((each) => !included.includes(each))) {
    const fixed = tax['amount_type'] === 'fixed';
    const amount = fixed ? num(tax['amount']) * num(line['product_uom_qty']) : round((subtotal * num(tax['amount'])) / 100); // prettier-ignore
    taxes.set(tax.id, amount);
  }
  return { subtotal, taxes };
}

/** A line's amounts, each tax rounded on the line. */
export function lineAmounts(env: Environment, line: Row) {
  const { subtotal, taxes } = taxed(env, line, toCents);
  const withTax = toCents(subtotal + sum(taxes.values()));
  // The difference of two floats keeps its noise on the wire (5.850000000000001).
  return { price_subtotal: subtotal, price_total: withTax, price_tax: withTax - subtotal };
}

/** An order's sums. Where the company rounds globally (19's default), each tax is added up first and rounded once. */
function orderAmounts(env: Environment, company: Row | undefined, lines: readonly Row[]) {
  if (company?.['tax_calculation_rounding_method'] !== 'round_globally') {
    const untaxed = toCents(sum(lines.map((line) => num(line['price_subtotal']))));
    return { untaxed, tax: toCents(sum(lines.map((line) => num(line['price_tax'])))) };
  }
  const totals = new Map<number, number>();
  const exactly = lines.map((line) => taxed(env, line, exact));
  for (const [tax, amount] of exactly.flatMap(({ taxes }) => [...taxes])) {
    totals.set(tax, (totals.get(tax) ?? 0) + amount);
  }
  const included = [...totals].filter(
    ([id]) => env.get('account.tax', id)['price_include_override'] === 'tax_included',
  );
  const shown = sum(exactly.map(({ subtotal }) => subtotal)) + sum(included.map(([, amount]) => amount));
  // A price that includes its tax stays what the customer saw: the rounding falls on the part without tax.
  const untaxed = toCents(toCents(shown) - sum(included.map(([, amount]) => toCents(amount))));
  return { untaxed, tax: toCents(sum([...totals.values()].map(toCents))) };
}

/** Works out a line's stored figures, then its order's; rows that do not change keep their write_date. */
export function refreshLine(env: Environment, id: number): void {
  const line = env.get('sale.order.line', id);
  const order = env.get('sale.order', ref(line['order_id']));
  const toInvoice = order['state'] === 'sale' && !line['display_type'] ? num(line['product_uom_qty']) : 0;
  env.patch('sale.order.line', id, { ...lineAmounts(env, line), qty_to_invoice: toInvoice });
}

export function refreshOrder(env: Environment, id: number): void {
  const lines = env.rows('sale.order.line').filter((line) => line['order_id'] === id);
  const company = env.follow('sale.order', env.get('sale.order', id), 'company_id');
  const { untaxed, tax } = orderAmounts(env, company, lines);
  const open = lines.some((line) => num(line['qty_to_invoice']) > 0);
  env.patch('sale.order', id, {
    amount_untaxed: untaxed,
    amount_tax: tax,
    amount_total: roundTo(untaxed + tax, 2),
    invoice_status: open ? 'to invoice' : 'no',
  });
}
