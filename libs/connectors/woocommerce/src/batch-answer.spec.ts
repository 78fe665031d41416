import { describe, expect, it } from 'vitest';
import { readBatchAnswer, readRefusal } from './batch-answer.js';
import { WooCommerceAnswerNotUnderstood } from './outcome.js';

describe("a batch answer of WooCommerce's", () => {
  it('is read where plugins write the quantity as text or with decimals', () => {
    const update = [
      { id: 1, stock_quantity: 7 },
      { id: '2', stock_quantity: '7' },
      { id: 3, stock_quantity: '7.0000' },
    ];
    const wanted = new Map([['1', 7], ['2', 7], ['3', 7]]); // prettier-ignore
    const outcomes = readBatchAnswer(JSON.stringify({ update }), wanted);
    expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('is a refusal for a product whose stock did not change or that it leaves out', () => {
    const body = JSON.stringify({ update: [{ id: 1, stock_quantity: null }] });
    expect([
      ...readBatchAnswer(
        body,
        new Map([
          ['1', 7],
          ['2', 7],
        ]),
      ).values(),
    ]).toMatchObject([
      // prettier-ignore
      { kind: 'refused', code: 'stock_not_set', message: 'the shop answered with no stock level instead of 7' },
      { kind: 'refused', code: 'not_answered' },
    ]);
  });

  it('is not understood when a proxy or a plugin wrote something else', () => {
    expect(() => readBatchAnswer('<html>', new Map())).toThrow(WooCommerceAnswerNotUnderstood);
    expect(readRefusal(403, '<html>')).toEqual({ kind: 'denied', code: 'http_403', message: '<html>' });
    expect(readRefusal(413, '<html>')).toEqual({ kind: 'refused', code: 'http_413', message: '<html>' });
  });
});
