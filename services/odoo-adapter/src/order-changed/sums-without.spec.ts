import { decimal, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aLine, anOrder, aShipping, aTax } from '../order.fixture.js';
import { draftOf, type OrderDraft } from '../order-out/order-draft.js';
import { type CancelledUnits, reducedDraft } from './cancelled-units.js';
import { draftsWithout } from './sums-without.js';

const cause = { entity: 'main', source: { system: 's', channel: null }, correlationId: 'c', causationId: null, mode: 'live' } as const; // prettier-ignore
const line = (id: string, quantity: string, price: string, taxes = [aTax({ rate: '0.19', amount: '0' })]) => ({
  ...aLine({ id, sku: id, quantity, price }),
  taxes,
});
const lineId = (id: string) => line(id, '1', '1').lineId;
const cancelled = (units: Record<string, string>): CancelledUnits => ({
  at: instant('2026-11-21T09:00:00Z'),
  units: Object.fromEntries(Object.entries(units).map(([id, quantity]) => [lineId(id), quantity])),
});
const draft = (...given: Parameters<typeof anOrder>): OrderDraft => draftOf(anOrder(...given), cause);
const sums = (of: OrderDraft, units: Record<string, string>) =>
  draftsWithout(of, cancelled(units)).map(({ total, tax }) => `${total} (${tax})`);

describe('what an order comes to without cancelled units', () => {
  it('is the stated sum less theirs, with their taxes, by each way to round', () => {
    const order = draft({ lines: [line('1', '3', '9.99'), line('2', '2', '4.49')], shipping: [aShipping('4.90')], tax: '7.40' }); // prettier-ignore
    expect(sums(order, { 1: '1' })).toEqual(['39.37 (5.51)', '39.36 (5.5)']);
  });

  it('counts a tax in the price once', () => {
    const within = [aTax({ rate: '0.19', amount: '0', included: true })];
    const order = draft({ lines: [line('1', '3', '9.99', within)], tax: '4.79', taxesIncluded: true });
    expect(sums(order, { 1: '2' })).toEqual(['9.99 (1.6)', '9.99 (1.6)']);
  });

  it('adds up several taxes of a line', () => {
    const two = [
      aTax({ title: 'State', rate: '0.06', amount: '0' }),
      aTax({ title: 'City', rate: '0.015', amount: '0' }),
    ];
    const order = draft({ lines: [line('1', '2', '10', two)], tax: '1.5' });
    expect(sums(order, { 1: '1' })).toEqual(['10.75 (0.75)', '10.75 (0.75)']);
  });

  it('keeps what the channel counted besides its lines', () => {
    const order = { ...draft({ lines: [line('1', '2', '10', [])] }), total: '20.05' };
    expect(sums(order, { 1: '1' })).toEqual(['10.05 (0)', '10.05 (0)']);
  });

  it('is the minor unit of its currency, which is not always a hundredth', () => {
    const yen = { ...draft({ lines: [line('1', '3', '333')], tax: '190' }), currency: 'JPY' };
    expect(sums(yen, { 1: '1' })).toEqual(['793 (127)', '793 (127)']);
  });
});

describe('a discount of an amount', () => {
  const order = draft({ lines: [aLine({ id: '1', sku: 'A', quantity: '3', price: '24.90', discount: '10' })] });
  const discount = (units: string) =>
    reducedDraft(order, cancelled({ 1: units })).lines.flatMap(({ lineId: id, quantity, price }) =>
      id === null ? [decimal(quantity).times(decimal(price)).toFixed()] : [],
    );

  it('goes with the units that it was given on, to the cent', () => {
    expect([discount('0'), discount('1'), discount('2'), discount('3')]).toEqual([
      ['-10'],
      ['-6.67'],
      ['-3.33'],
      ['0'],
    ]);
  });
});
