/** What a line of a sale.order stands for when it is not a product of the shop. */
export type Charge = 'shipping' | 'discount' | 'duties' | 'tip' | 'rounding' | 'item';

/** The service products that carry charges; made in Odoo once, under these external ids, and then left alone: people may rename them. */
export const CHARGE_PRODUCTS: Readonly<Record<Charge, { readonly externalId: string; readonly name: string }>> = {
  shipping: { externalId: 'charge_shipping', name: 'Shipping' },
  discount: { externalId: 'charge_discount', name: 'Discount' },
  duties: { externalId: 'charge_duties', name: 'Import duties' },
  tip: { externalId: 'charge_tip', name: 'Tip' },
  rounding: { externalId: 'charge_rounding', name: 'Cash rounding' },
  item: { externalId: 'charge_item', name: 'Item without SKU' },
};
