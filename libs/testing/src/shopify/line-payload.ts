import { type Decimal, zero } from '@penstock/domain';
import type { LineAmounts, OrderAmounts } from './amounts.js';
import type { MoneyFields } from './money-fields.js';

export interface SoldLine {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  readonly title: string;
  readonly price: Decimal;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly grams: number;
}

/** An element of `line_items`: the line at `index` of the order's amounts. */
export function linePayload(line: SoldLine, fields: MoneyFields, index: number, discounted: boolean) {
  const of =
    (amount: keyof LineAmounts) =>
    (side: OrderAmounts): Decimal =>
      side.lines[index]?.[amount] ?? zero;
  return {
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    product_id: line.productId,
    variant_id: line.variantId,
    sku: line.sku,
    title: line.title,
    name: line.title,
    quantity: line.quantity,
    current_quantity: line.quantity,
    grams: line.grams,
    gift_card: false,
    requires_shipping: true,
    taxable: true,
    ...fields.both('price', of('price')),
    ...fields.both('total_discount', of('discount')),
    discount_allocations: discounted
      ? [{ ...fields.both('amount', of('discount')), discount_application_index: 0 }]
      : [],
    tax_lines: [fields.taxLine(of('tax'))],
    duties: [],
  };
}
