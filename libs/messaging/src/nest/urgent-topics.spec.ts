import {
  CycleCountCompleted,
  type EventType,
  OrderCreated,
  PaymentCaptured,
  ProductLinked,
  SettlementImported,
  StockAdjusted,
} from '@penstock/contracts';
import { expect, it } from 'vitest';
import { defineHandler } from '../handling/handler.js';
import { skip } from '../handling/outcome.js';
import { urgentTopicsOf } from './urgent-topics.js';

const on = (...events: readonly EventType<any>[]) =>
  events.map((event) => defineHandler({ id: `spec.${event.name}`, on: event, handle: () => skip('a spec') }));

it('the topics of the tightest latency go before those that are promised less', () => {
  expect(urgentTopicsOf(on(ProductLinked, OrderCreated, PaymentCaptured))).toEqual([OrderCreated.topic]);
  expect(urgentTopicsOf(on(PaymentCaptured, SettlementImported))).toEqual([PaymentCaptured.topic]);
});

it('a topic counts by the tightest of its events, whichever comes first', () => {
  expect(urgentTopicsOf(on(CycleCountCompleted, StockAdjusted, ProductLinked))).toEqual([StockAdjusted.topic]);
  expect(urgentTopicsOf(on(StockAdjusted, CycleCountCompleted, ProductLinked))).toEqual([StockAdjusted.topic]);
});

it('a topic counts by what the service itself handles of it', () => {
  expect(urgentTopicsOf(on(CycleCountCompleted, OrderCreated))).toEqual([OrderCreated.topic]);
});

it('where all are alike, none is urgent', () => {
  expect(urgentTopicsOf(on(OrderCreated, StockAdjusted))).toEqual([]);
  expect(urgentTopicsOf(on(OrderCreated))).toEqual([]);
  expect(urgentTopicsOf([])).toEqual([]);
});
