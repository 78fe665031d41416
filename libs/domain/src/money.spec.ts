import { describe, expect, it } from 'vitest';
import { minorDigits, minus, money, moneyText, plus, sameMoney, sumMoney } from './money.js';

describe('money', () => {
  it('adds and subtracts exactly', () => {
    expect(moneyText(plus(money('0.10', 'EUR'), money('0.20', 'EUR')))).toBe('0.3 EUR');
    expect(moneyText(minus(money('43.11', 'USD'), money('1.21', 'USD')))).toBe('41.9 USD');
    expect(moneyText(sumMoney('EUR', []))).toBe('0 EUR');
  });

  it('of different currencies is never added', () => {
    expect(() => plus(money('1', 'EUR'), money('1', 'USD'))).toThrow('cannot add USD to EUR');
    expect(() => sumMoney('EUR', [money('1', 'USD')])).toThrow('cannot add USD to EUR');
  });

  it('is the same by value and currency', () => {
    expect(sameMoney(money('1.50', 'EUR'), money('1.5', 'EUR'))).toBe(true);
    expect(sameMoney(money('1.5', 'EUR'), money('1.5', 'USD'))).toBe(false);
  });

  it.each(['eur', 'EURO', '', '€'])('has no currency %j', (currency) => {
    expect(() => money('1', currency)).toThrow('is not an ISO 4217 currency code');
  });

  it('knows the minor units of its currency', () => {
    expect(['EUR', 'JPY', 'KWD', 'CLF'].map(minorDigits)).toEqual([2, 0, 3, 4]);
  });
});
