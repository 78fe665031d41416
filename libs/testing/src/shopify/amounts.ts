import { type Decimal, decimal, minorDigits, sum, zero } from '@penstock/domain';

/** How one side of an order (the shop's, the customer's) counts: each is worked out for itself, and each adds up. */
export interface Side {
  readonly currency: string;
  /** How much of the side's currency one unit of the catalogue's is. */
  readonly rate: Decimal;
}

export interface LineAmounts {
  readonly price: Decimal;
  readonly discount: Decimal;
  readonly tax: Decimal;
}

export interface OrderAmounts {
  readonly lines: readonly LineAmounts[];
  readonly shipping: Decimal;
  readonly shippingTax: Decimal;
  readonly subtotal: Decimal;
  readonly discounts: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
}

export interface Priced {
  readonly lines: readonly { readonly price: Decimal; readonly quantity: number }[];
  readonly shipping: Decimal;
  /** Fraction of every line taken off. */
  readonly discount: Decimal;
  readonly taxRate: Decimal;
  readonly taxesIncluded: boolean;
}

const ROUND_HALF_UP = 1;

/** Works an order out in one currency, rounding where Shopify does: each price, each line's discount, each line's tax. */
export function amountsOn({ currency, rate }: Side, order: Priced): OrderAmounts {
  const round = (value: Decimal): Decimal => value.round(minorDigits(currency), ROUND_HALF_UP);
  const taxOf = (net: Decimal): Decimal => {
    const rated = net.times(order.taxRate);
    return round(order.taxesIncluded ? rated.div(order.taxRate.plus(decimal('1'))) : rated);
  };
  const lines = order.lines.map((line) => {
    const price = round(line.price.times(rate));
    const gross = price.times(String(line.quantity));
    const discount = round(gross.times(order.discount));
    return { price, gross, discount, tax: taxOf(gross.minus(discount)) };
  });
  const shipping = round(order.shipping.times(rate));
  const shippingTax = taxOf(shipping);
  const discounts = sum(lines.map((line) => line.discount));
  const subtotal = sum(lines.map((line) => line.gross)).minus(discounts);
  const tax = sum([...lines.map((line) => line.tax), shippingTax]);
  const total = sum([subtotal, shipping, order.taxesIncluded ? zero : tax]);
  return { lines, shipping, shippingTax, subtotal, discounts, tax, total };
}
