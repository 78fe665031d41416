import { ExceptionRaised, StockAdjusted } from '@penstock/contracts';
import { canonicalId, decimal, decimalText, zero } from '@penstock/domain';
import { defineHandler, done, Missing, Permanent, say, skip } from '@penstock/messaging';
import { watchedProducts } from './watched-product.js';

/** Below this somebody should order. */
const REORDER_POINT = decimal('5');

/** Goods moved: keep the sum, and say so once when little is left. */
export const onStockAdjusted = defineHandler({
  id: 'reorder-watch.stock-adjusted', // inbox key: never rename
  on: StockAdjusted,
  emits: [ExceptionRaised],
  loads: { product: (event) => watchedProducts.one({ productId: event.productId }) },

  handle({ meta, productId, delta }, { product }) {
    if (delta.unit !== 'unit')
      throw new Permanent('NOT_COUNTED_IN_PIECES', `${productId} moved by ${delta.unit}: name pieces`, { productId });
    if (delta.amount.eq(zero)) return skip('nothing moved');
    // It comes on another topic, and no order is promised between topics.
    if (product.sku === null) throw new Missing('UNKNOWN_PRODUCT', `${productId} is not linked yet`, { productId });

    const onHand = product.onHand.plus(delta.amount);
    const isLow = onHand.lt(REORDER_POINT);
    const runsOut = isLow && !product.isLow && meta.mode === 'live';
    return done({
      save: [watchedProducts.save({ ...product, onHand, isLow })],
      events: runsOut ? [runsLow(meta.entity, meta.eventId, productId, decimalText(onHand))] : [],
    });
  },
});

const runsLow = (entity: string, eventId: string, productId: string, onHand: string) =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', entity, 'reorder-watch', eventId),
    kind: 'INSUFFICIENT_STOCK',
    severity: 'WARNING',
    subject: productId,
    message: `Only ${onHand} pieces of ${productId} are left.`,
    amount: null,
    facts: { onHand, reorderPoint: decimalText(REORDER_POINT) },
    remedy: 'Order more of it.',
  });
