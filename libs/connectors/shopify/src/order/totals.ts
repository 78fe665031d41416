import type { OrderLine, OrderTotals, ShippingLine, TaxLine } from '@penstock/contracts';
import { type BothMoney, mapBoth, sumBoth, timesBoth } from '../payload/money-bag.js';
import type { Problem } from '../payload/problem.js';
import { balance, differs } from './balance.js';
import { type OrderContext, isTip, readTaxes } from './lines.js';

/** The sums an order states, proven from its parts. The problems are empty exactly when it adds up. */
export function readTotals(
  context: OrderContext,
  lines: readonly OrderLine[],
  shipping: readonly ShippingLine[],
): { readonly totals: OrderTotals; readonly problems: readonly Problem[] } {
  const { order, money } = context;
  const sum = (values: Iterable<BothMoney>): BothMoney => sumBoth(money.currencies, values);
  const lineDiscounts = sum(lines.flatMap(({ discounts }) => discounts.map(({ amount }) => amount)));
  const shippingDiscounts = sum(shipping.flatMap(({ discounts }) => discounts.map(({ amount }) => amount)));
  const discounts = mapBoth(lineDiscounts, shippingDiscounts, (a, b) => a.plus(b));
  const taxes = [...lines, ...shipping].flatMap((line) => line.taxes).concat(readDutyTaxes(context));
  const stated = {
    lines: sum(lines.map((line) => timesBoth(line.unitPrice, line.quantity.amount))),
    discounts,
    shipping: sum(shipping.map(({ price }) => price)),
    tax: money.required('/total_tax', order.total_tax_set, order.total_tax),
    duties: money.optional('/original_total_duties', order.original_total_duties_set),
    tip: readTip(context),
    grandTotal: money.required('/total_price', order.total_price_set, order.total_price),
  };
  const units = order.line_items.reduce((all, { quantity }) => all + quantity, 0);
  const pieces = [...lines, ...shipping].reduce((all, line) => all + line.discounts.length + line.taxes.length + 1, 0);
  const { rounding, problems } = balance(stated, order.taxes_included, units + pieces);
  const parts = [
    ...differs(
      'total_tax',
      stated.tax.presentment,
      'the tax lines',
      sum(taxes.map(({ amount }) => amount)).presentment,
    ),
    ...checkDiscounts(context, discounts, lineDiscounts),
    ...checkFees(context),
  ];
  return { totals: { ...stated, rounding }, problems: [...problems, ...parts] };
}

const readDutyTaxes = (context: OrderContext): TaxLine[] =>
  context.order.line_items.flatMap((line, i) =>
    line.duties.flatMap((duty, j) => readTaxes(context, duty.tax_lines, `/line_items/${i}/duties/${j}/tax_lines`)),
  );

/** Shopify counts shipping discounts into `total_discounts` in some versions and not in others: either is consistent. */
function checkDiscounts({ order, money }: OrderContext, all: BothMoney, ofLines: BothMoney): Problem[] {
  if (!order.total_discounts_set && !order.total_discounts) return [];
  const stated = money.required('/total_discounts', order.total_discounts_set, order.total_discounts).presentment;
  if (stated.amount.eq(ofLines.presentment.amount)) return [];
  return differs('total_discounts', stated, 'the discounts allocated to lines and shipping', all.presentment);
}

/** Tips come as lines; shops of older versions have the total only, and that in the shop's currency. */
function readTip({ order, money }: OrderContext): BothMoney | null {
  const lines = order.line_items.flatMap((line, i) =>
    isTip(line) ? [money.required(`/line_items/${i}/price`, line.price_set, line.price)] : [],
  );
  if (lines.length > 0) return sumBoth(money.currencies, lines);
  const tip = order.total_tip_received;
  return tip && !tip.eq('0') ? money.required('/total_tip_received', null, tip) : null;
}

/** Fees such as a retail delivery fee have no place in an order event yet: refused by name instead of as a sum that is off. */
function checkFees({ order, money }: OrderContext): Problem[] {
  const field = 'original_total_additional_fees';
  const fees = money.optional(`/${field}`, order.original_total_additional_fees_set);
  if (!fees) return [];
  const message = `${field}_set is not zero: additional fees are not supported`;
  return [{ pointer: `/${field}_set`, code: 'wrong_value', message }];
}
