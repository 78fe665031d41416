import { type OdooClient, records } from '@penstock/connector-odoo';

/**
 * The pricelist that puts an order into its currency: a sale.order has no currency of its own. Prices stay ours, they are given on every line.
 * @returns null where there is none in that currency: the order is then in the company's
 */
export async function findPricelist(odoo: OdooClient, currency: string): Promise<number | null> {
  const domain = [['currency_id.name', '=', currency]];
  const [pricelist] = await odoo.searchRead('product.pricelist', domain, records.pricelist, { limit: 1 });
  return pricelist?.id ?? null;
}
