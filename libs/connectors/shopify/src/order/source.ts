import { type CanonicalId, canonicalId } from '@penstock/domain';

/** Whose shop a payload came from. */
export interface ShopifySource {
  /** Company or brand, such as `main`. */
  readonly entity: string;
  /** The shop's name in the configuration, such as `demo-shop`. */
  readonly channel: string;
}

/** The system string of a channel, the second ingredient of its canonical ids. */
export const systemOf = ({ channel }: ShopifySource): string => `shopify:${channel}`;

export const orderIdOf = (source: ShopifySource, shopifyOrderId: string): CanonicalId<'ord'> =>
  canonicalId('ord', source.entity, systemOf(source), shopifyOrderId);

export const lineIdOf = (source: ShopifySource, lineItemId: string): CanonicalId<'orl'> =>
  canonicalId('orl', source.entity, systemOf(source), lineItemId);

export const paymentIdOf = (source: ShopifySource, transactionId: string): CanonicalId<'pay'> =>
  canonicalId('pay', source.entity, systemOf(source), transactionId);

export const customerIdOf = (source: ShopifySource, customerId: string): CanonicalId<'cus'> =>
  canonicalId('cus', source.entity, systemOf(source), customerId);
