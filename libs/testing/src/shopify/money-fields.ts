import { type Decimal, minorDigits } from '@penstock/domain';
import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { OrderAmounts } from './amounts.js';

export interface TwoSides<T> {
  readonly shop: T;
  readonly presentment: T;
}

/** `1.5` dollars as `1.50`, yen without decimals. */
export const moneyText = (amount: Decimal, currency: string): string => amount.toFixed(minorDigits(currency));

/** Writes the amounts of one order as its payload does: a plain field in the shop's currency, and a `…_set` in both. */
export class MoneyFields {
  constructor(
    readonly amounts: TwoSides<OrderAmounts>,
    readonly currencies: TwoSides<string>,
  ) {}

  plain(pick: (side: OrderAmounts) => Decimal): string {
    return moneyText(pick(this.amounts.shop), this.currencies.shop);
  }

  set(pick: (side: OrderAmounts) => Decimal) {
    const { amounts, currencies } = this;
    return {
      shop_money: { amount: moneyText(pick(amounts.shop), currencies.shop), currency_code: currencies.shop },
      presentment_money: {
        amount: moneyText(pick(amounts.presentment), currencies.presentment),
        currency_code: currencies.presentment,
      },
    };
  }

  /** Both forms of a field, such as `price` and `price_set`. */
  both(name: string, pick: (side: OrderAmounts) => Decimal): Record<string, unknown> {
    return { [name]: this.plain(pick), [`${name}_set`]: this.set(pick) };
  }

  taxLine(pick: (side: OrderAmounts) => Decimal): Record<string, unknown> {
    const { taxTitle: title, taxRate } = demoCatalogue;
    return { title, rate: Number(taxRate), channel_liable: false, ...this.both('price', pick) };
  }
}
