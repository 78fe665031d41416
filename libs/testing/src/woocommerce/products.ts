import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Journal } from '../stand-in/journal.js';

/** A product or a variation, as far as its stock goes. */
export interface Product {
  readonly id: number;
  /** The product a variation belongs to; null for a product. */
  readonly parentId: number | null;
  readonly type: 'simple' | 'variable' | 'variation';
  readonly name: string;
  readonly sku: string;
  readonly price: string;
  readonly manageStock: boolean;
  readonly stockQuantity: number | null;
}

const COLLECTION = 'product';

/** A new shop's products: without stock until it is told. */
export function seedProducts(state: Journal): void {
  if (state.count(COLLECTION) > 0) return;
  for (const { sku, title, price, woocommerce } of demoCatalogue.products) {
    const { productId, variationId } = woocommerce;
    const common = { name: title, price, manageStock: false, stockQuantity: null };
    const id = Number(productId);
    if (variationId === null) putProduct(state, { ...common, id, parentId: null, type: 'simple', sku });
    else {
      putProduct(state, { ...common, id, parentId: null, type: 'variable', sku: '' });
      putProduct(state, { ...common, id: Number(variationId), parentId: id, type: 'variation', sku });
    }
  }
}

export const productOf = (state: Journal, id: number): Product | undefined => state.get(COLLECTION, String(id));

export const allProducts = (state: Journal): Product[] => state.all(COLLECTION);

export const putProduct = (state: Journal, product: Product): void =>
  state.put({ collection: COLLECTION, key: String(product.id), value: product });

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#product-properties */
export const productJson = (product: Product) => ({
  id: product.id,
  name: product.name,
  type: product.type,
  status: 'publish',
  sku: product.sku,
  price: product.price,
  manage_stock: product.manageStock,
  stock_quantity: product.stockQuantity,
  stock_status: product.stockQuantity !== null && product.stockQuantity > 0 ? 'instock' : 'outofstock',
  parent_id: product.parentId ?? 0,
});
