import { type OdooClient, records } from '@penstock/connector-odoo';
import type { OdooProduct } from '../../catalog/odoo-product.js';
import { sumQuants } from '../../opening-balance/sum-quants.js';
import type { KnownRecords } from '../../stock-moves/known-records.js';
import { IN_KEPT_PLACE } from '../../stock-moves/stock-line.js';
import { levelKey, type Stock, type StockLevel } from './told-stock.js';

/** The stock of some products as Odoo has it: all quants of one product and place added up. */
export async function odooStock(
  odoo: OdooClient,
  known: KnownRecords,
  products: readonly OdooProduct[],
): Promise<Stock> {
  const byId = new Map(products.map((product) => [Number(product.odooId), product]));
  const domain = [['product_id', 'in', [...byId.keys()]], IN_KEPT_PLACE];
  const onHand = sumQuants(await odoo.readAll('stock.quant', domain, records.quant));
  const locations = await known.locations(onHand.map(({ locationOdooId }) => locationOdooId));
  const levels = onHand.flatMap(({ productOdooId, locationOdooId, quantity: amount }): StockLevel[] => {
    const product = byId.get(productOdooId);
    const location = locations.get(String(locationOdooId));
    return product && location ? [{ productId: product.productId, locationId: location.locationId, amount }] : [];
  });
  return new Map(levels.map((level) => [levelKey(level), level]));
}
