import type { Discount, OrderLine, ShippingLine, TaxLine } from '@penstock/contracts';
import { type Decimal, decimal } from '@penstock/domain';
import { type BothMoney, mapBoth, sumBoth, timesBoth } from '../payload/money-bag.js';
import type { MoneyReader } from '../payload/money-reader.js';
import type {
  AllocationPayload,
  LinePayload,
  OrderPayload,
  ShippingPayload,
  TaxPayload,
} from '../payload/order-payload.js';
import { type ShopifySource, lineIdOf } from './source.js';

/** What reading a line needs to know of its order. */
export interface OrderContext {
  readonly order: OrderPayload;
  readonly source: ShopifySource;
  readonly money: MoneyReader;
}

const minus = (a: BothMoney, b: BothMoney): BothMoney => mapBoth(a, b, (x, y) => x.minus(y));

/** A tip comes as a line with its gateway and without a product; it is a total of the order and no line of ours. */
export const isTip = (line: LinePayload): boolean => line.tip_payment_gateway !== undefined;

export function readLine(context: OrderContext, line: LinePayload, pointer: string): OrderLine {
  const { money, source } = context;
  const quantity: Decimal = decimal(BigInt(line.quantity));
  const unitPrice = money.required(`${pointer}/price`, line.price_set, line.price);
  const discounts = readDiscounts(context, line.discount_allocations, pointer);
  const off = sumBoth(money.currencies, discounts.map(({ amount }) => amount)); // prettier-ignore
  return {
    lineId: lineIdOf(source, line.id),
    channelLineId: line.id,
    listingRef: line.variant_id,
    sku: line.sku === '' ? null : line.sku,
    title: line.name ?? line.title ?? '',
    quantity: { amount: quantity, unit: 'unit' },
    unitPrice,
    discounts,
    taxes: readTaxes(context, line.tax_lines, `${pointer}/tax_lines`),
    total: minus(timesBoth(unitPrice, quantity), off),
    requiresShipping: line.requires_shipping ?? true,
    giftCard: line.gift_card ?? false,
  };
}

export function readShipping(context: OrderContext, line: ShippingPayload, pointer: string): ShippingLine {
  const { money } = context;
  const price = money.required(`${pointer}/price`, line.price_set, line.price);
  const discounts = readDiscounts(context, line.discount_allocations, pointer);
  return {
    title: line.title ?? '',
    code: line.code,
    carrier: line.carrier_identifier,
    price,
    discounts,
    taxes: readTaxes(context, line.tax_lines, `${pointer}/tax_lines`),
    total: minus(price, sumBoth(money.currencies, discounts.map(({ amount }) => amount))), // prettier-ignore
  };
}

export const readTaxes = ({ order, money }: OrderContext, taxes: readonly TaxPayload[], pointer: string): TaxLine[] =>
  taxes.map((tax, i) => ({
    title: tax.title ?? '',
    rate: tax.rate,
    amount: money.required(`${pointer}/${i}/price`, tax.price_set, tax.price),
    included: order.taxes_included,
  }));

function readDiscounts(context: OrderContext, allocations: readonly AllocationPayload[], pointer: string): Discount[] {
  return allocations.map((allocation, i) => {
    const from = context.order.discount_applications[allocation.discount_application_index ?? -1];
    return {
      code: from?.code ?? null,
      reason: from?.title ?? from?.description ?? null,
      amount: context.money.required(
        `${pointer}/discount_allocations/${i}/amount`,
        allocation.amount_set,
        allocation.amount,
      ),
    };
  });
}
