import type { Refused } from '../refusal.js';
import type { StockCount } from './stock-count.js';

export const countRefused = ({ countId, productId, locationId }: Pick<StockCount, 'countId' | 'productId' | 'locationId'>): Refused => ({
  reference: countId,
  subject: productId,
  what: `Count ${countId} of ${productId} in ${locationId}`,
  remedy: 'Count again and report it under a new id, or correct the stock in Odoo by hand.',
}); // prettier-ignore
