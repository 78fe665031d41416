import { z } from 'zod';
import { type Decimal, type Money, decimal } from '@penstock/domain';
import { amount, currency } from './fields.js';

/** The same amount in the shop's own currency and in the one the customer saw; equal in a shop with one currency. */
export interface BothMoney {
  readonly shop: Money;
  readonly presentment: Money;
}

const moneyField = z.object({ amount, currency_code: currency });

/**
 * A `…_set` field. Source: https://shopify.dev/docs/api/admin-rest/latest/resources/order (the `MoneyBag` of the GraphQL API).
 */
export const moneySet = z.object({ shop_money: moneyField, presentment_money: moneyField });

export type MoneySet = z.output<typeof moneySet>;

/** The two currencies of an order. */
export interface Currencies {
  readonly shop: string;
  readonly presentment: string;
}

/**
 * The amount of a `…_set` field, or of the plain field beside it, which older payloads have alone and which is in the shop's currency.
 * Undefined when neither is there, or when only the plain one is while the customer paid in another currency: that amount is unknown.
 */
export function bothMoney(set: MoneySet | null, plain: Decimal | null, currencies: Currencies): BothMoney | undefined {
  if (set) {
    return {
      shop: { amount: set.shop_money.amount, currency: set.shop_money.currency_code },
      presentment: { amount: set.presentment_money.amount, currency: set.presentment_money.currency_code },
    };
  }
  if (!plain || currencies.shop !== currencies.presentment) return undefined;
  const value = { amount: plain, currency: currencies.shop };
  return { shop: value, presentment: value };
}

export const noMoney = (currencies: Currencies): BothMoney => ({
  shop: { amount: decimal('0'), currency: currencies.shop },
  presentment: { amount: decimal('0'), currency: currencies.presentment },
});

/** Applies an operation to both sides alike. */
export const mapBoth = (a: BothMoney, b: BothMoney, apply: (a: Decimal, b: Decimal) => Decimal): BothMoney => ({
  shop: { amount: apply(a.shop.amount, b.shop.amount), currency: a.shop.currency },
  presentment: { amount: apply(a.presentment.amount, b.presentment.amount), currency: a.presentment.currency },
});

export const sumBoth = (currencies: Currencies, values: Iterable<BothMoney>): BothMoney => {
  let total = noMoney(currencies);
  for (const value of values) total = mapBoth(total, value, (a, b) => a.plus(b));
  return total;
};

export const timesBoth = (value: BothMoney, factor: Decimal): BothMoney =>
  mapBoth(value, value, (a) => a.times(factor));
