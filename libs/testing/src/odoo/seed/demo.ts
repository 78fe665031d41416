import type { Environment } from '../orm/environment.js';
import { seedDemoTaxes } from './accounting.js';

/** One product of the demo shop: its price in USD without tax, and the pieces on hand at the opening. */
export interface DemoProduct {
  readonly sku: string;
  readonly name: string;
  readonly barcode: string;
  readonly price: number;
  readonly onHand: number;
}

export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  { sku: 'TEE-BLACK-M', name: 'Organic Tee, black, M', barcode: '4006381333931', price: 24.9, onHand: 120 },
  { sku: 'TEE-BLACK-L', name: 'Organic Tee, black, L', barcode: '4006381333948', price: 24.9, onHand: 80 },
  { sku: 'MUG-ENAMEL', name: 'Enamel Mug', barcode: '4006381333955', price: 14.5, onHand: 60 },
  { sku: 'TOTE-CANVAS', name: 'Canvas Tote', barcode: '4006381333962', price: 18, onHand: 45 },
  { sku: 'CAP-WAXED', name: 'Waxed Cap', barcode: '4006381333979', price: 32, onHand: 25 },
];

/** A small shop: products with an opening stock, counted in the way a person counts, and a product for shipping. */
export function seedDemo(env: Environment): void {
  seedDemoTaxes(env);
  const [warehouse] = env.rows('stock.warehouse');
  const counting = env.withContext({ inventory_mode: true, inventory_name: 'Opening stock' });
  const quants = DEMO_PRODUCTS.map(({ sku, name, barcode, price, onHand }) => {
    const product = env.create('product.product', {
      name,
      default_code: sku,
      barcode,
      list_price: price,
      standard_price: price / 2,
      type: 'consu',
      is_storable: true,
    });
    return counting.create('stock.quant', {
      product_id: product,
      location_id: warehouse?.['lot_stock_id'],
      inventory_quantity: onHand,
    });
  });
  counting.model('stock.quant').methods?.['action_apply_inventory']?.(counting, quants);
  env.create('product.product', { name: 'Shipping', default_code: 'SHIPPING', type: 'service', list_price: 5 });
}
