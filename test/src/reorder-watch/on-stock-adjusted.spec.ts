import { ExceptionRaised } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { Missing, Permanent } from '@penstock/messaging';
import { aMeta, anEvent, aRow, given } from '@penstock/messaging/testing';
import { describe, it } from 'vitest';
import { aMovement } from './events.fixture.js';
import { onStockAdjusted } from './on-stock-adjusted.js';
import { watchedProducts } from './watched-product.js';

const with6Pieces = watchedProducts.save({ productId: 'prd_tee', sku: 'TEE', onHand: decimal('6'), isLow: false });

describe('a movement of stock', () => {
  it('that leaves enough is added up', () => {
    given(onStockAdjusted, { rows: [with6Pieces] })
      .when(aMovement('-1'))
      .then({ save: [aRow(watchedProducts, { onHand: decimal('5'), isLow: false })] });
  });

  it('that leaves little is said', () => {
    given(onStockAdjusted, { rows: [with6Pieces] })
      .when(aMovement('-2'))
      .then({
        save: [aRow(watchedProducts, { onHand: decimal('4'), isLow: true })],
        events: [anEvent(ExceptionRaised, { kind: 'INSUFFICIENT_STOCK', facts: { onHand: '4', reorderPoint: '5' } })],
      });
  });

  it('of long ago is added up and nobody is told', () => {
    given(onStockAdjusted, { rows: [with6Pieces] })
      .when(aMovement('-2', { meta: aMeta({ mode: 'backfill' }) }))
      .then({ save: [aRow(watchedProducts, { isLow: true })] });
  });

  it('of nothing is skipped', () => {
    given(onStockAdjusted).when(aMovement('0')).thenSkips('nothing moved');
  });

  it('waits for its product', () => {
    given(onStockAdjusted).when(aMovement('-1')).thenThrows(Missing, 'UNKNOWN_PRODUCT', { productId: 'prd_tee' });
  });

  it('by weight can never be added up', () => {
    given(onStockAdjusted)
      .when(aMovement('1', { delta: { amount: decimal('1'), unit: 'kg' } }))
      .thenThrows(Permanent, 'NOT_COUNTED_IN_PIECES');
  });
});
