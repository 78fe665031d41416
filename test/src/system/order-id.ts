import { canonicalId } from '@penstock/domain';
import type { PlacedOrder } from '@penstock/testing/shopify';

/** The canonical id of an order that was placed at the demo shop. */
export const orderIdOf = ({ id }: Pick<PlacedOrder, 'id'>): string =>
  canonicalId('ord', 'main', 'shopify:demo-shop', id);
