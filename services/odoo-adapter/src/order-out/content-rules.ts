import type { Discount, OrderCreated, ShopMoney } from '@penstock/contracts';
import { mustBePriceIn, mustBeQuantity, mustNameLinesOnce } from '@penstock/messaging';

/** What OrderCreated and OrderUpdated both state. */
type StatedOrder = Pick<OrderCreated, 'shopCurrency' | 'lines' | 'shipping' | 'totals'>;

/**
 * What must hold of an order before it becomes a sale.order, whose lines have their names from the order's lines and whose prices are in the
 * shop's currency.
 * @throws {Permanent} LINE_TWICE, UNIT_MISSING, QUANTITY_NEGATIVE, CURRENCY_MISMATCH, MONEY_NEGATIVE
 */
export function checkOrder({ shopCurrency, lines, shipping, totals }: StatedOrder): void {
  const price = ({ shop }: ShopMoney, what: () => string) => mustBePriceIn(shopCurrency, shop, what);
  const reductions = (discounts: readonly Discount[], of: string) => {
    for (const { amount } of discounts) price(amount, () => `a discount on ${of}`);
  };
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
  for (const { lineId, quantity, unitPrice, discounts } of lines) {
    mustBeQuantity(quantity, () => `quantity of line ${lineId}`);
    price(unitPrice, () => `unitPrice of line ${lineId}`);
    reductions(discounts, lineId);
  }
  for (const { title, price: charge, discounts } of shipping) {
    price(charge, () => `price of shipping "${title}"`);
    reductions(discounts, `shipping "${title}"`);
  }
  price(totals.grandTotal, () => 'totals.grandTotal');
}
