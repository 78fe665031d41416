import type { Decimal } from '@penstock/domain';
import { type BothMoney, type Currencies, type MoneySet, bothMoney, noMoney } from './money-bag.js';
import type { Problem } from './problem.js';

/** Reads amounts of one order and gathers what is wrong with them, so that a refusal names every field at once. */
export class MoneyReader {
  readonly problems: Problem[] = [];

  constructor(readonly currencies: Currencies) {}

  /** An amount that must be there: zero is returned in its place when it is not, and the problem noted. */
  required(pointer: string, set: MoneySet | null, plain: Decimal | null): BothMoney {
    const value = bothMoney(set, plain, this.currencies);
    if (!value) {
      const wanted = plain ? ` (the plain ${pointer} does not say it in ${this.currencies.presentment})` : '';
      this.problems.push({ pointer: `${pointer}_set`, code: 'missing', message: `${pointer}_set is missing${wanted}` });
      return noMoney(this.currencies);
    }
    this.#checkCurrency(`${pointer}_set/shop_money`, value.shop.currency, this.currencies.shop);
    this.#checkCurrency(`${pointer}_set/presentment_money`, value.presentment.currency, this.currencies.presentment);
    return value;
  }

  /** An amount that may be left out: null when it is, or is zero. */
  optional(pointer: string, set: MoneySet | null): BothMoney | null {
    if (!set) return null;
    const value = this.required(pointer, set, null);
    return value.shop.amount.eq('0') && value.presentment.amount.eq('0') ? null : value;
  }

  #checkCurrency(pointer: string, found: string, wanted: string): void {
    if (found === wanted) return;
    const message = `${pointer}/currency_code is ${found}, but the order's is ${wanted}`;
    this.problems.push({ pointer: `${pointer}/currency_code`, code: 'wrong_value', message });
  }
}
