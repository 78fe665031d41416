import { expect, it } from 'vitest';
import { ordersOf } from './orders.js';

const texts = (orders: number[][]) => orders.map((order) => order.join(''));

it('are all orders of things that have nothing to do with each other', () => {
  expect(texts(ordersOf(['a', 'b', 'c'], 9, 1))).toEqual(['012', '021', '102', '120', '201', '210']);
});

it('keep the order within a stream', () => {
  expect(texts(ordersOf(['a', 'b', 'a'], 9, 1))).toEqual(['012', '021', '102']);
  expect(texts(ordersOf(['a', 'a', 'a'], 9, 1))).toEqual(['012']);
});

it('are a choice where there are many, the same for the same seed, beginning with the order given', () => {
  const streams = ['a', 'b', 'c', 'd', 'e', 'f', 'f'];
  const chosen = texts(ordersOf(streams, 120, 7));
  expect(new Set(chosen).size).toBe(120);
  expect(chosen[0]).toBe('0123456');
  expect(chosen.filter((order) => order.indexOf('5') > order.indexOf('6'))).toEqual([]);
  expect(texts(ordersOf(streams, 120, 7))).toEqual(chosen);
  expect(texts(ordersOf(streams, 120, 8))).not.toEqual(chosen);
});
