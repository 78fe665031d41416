import { PriceChanged } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { defineHandler, done, skip } from '@penstock/messaging';
import { productPrices } from './product-price.js';

/** Odoo has a price: the list price says what is at stake where stock differs. */
export const onPriceChanged = defineHandler({
  id: 'inventory-propagator.price-changed',
  on: PriceChanged,
  loads: { known: (event) => productPrices.one({ productId: event.productId }) },

  handle({ meta, pricelist, minimumQuantity, price, active }, { known }) {
    if (pricelist !== null || minimumQuantity.gt(zero)) return skip('only the list price counts here');
    if (known.statedAt !== null && known.statedAt > meta.occurredAt) return skip('a later price is known');
    const { amount, currency } = price;
    const next = active ? { amount, currency } : { amount: null, currency: null };
    return done({ save: [productPrices.save({ ...known, ...next, statedAt: meta.occurredAt })] });
  },
});
