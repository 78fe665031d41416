import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Journal } from '../stand-in/journal.js';
import { numberedSku, portionsUpTo } from '../stand-in/numbered-products.js';

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

/** The n-th numbered product, from 1. */
export const numberedProductId = (n: number): number => 1_000_000 + n;

/** A new shop's products: without stock until it is told. @param numbered how many beside the demo catalogue's */
export function seedProducts(state: Journal, numbered: number): void {
  if (state.count(COLLECTION) > 0) return;
  for (const portion of portionsUpTo(numbered)) putProducts(state, portion.map(numberedProduct));
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

const numberedProduct = (n: number): Product => ({
  id: numberedProductId(n),
  parentId: null,
  type: 'simple',
  name: numberedSku(n),
  sku: numberedSku(n),
  price: '10.00',
  manageStock: false,
  stockQuantity: null,
});

/** The product; undefined where there never was one or it is deleted. */
export const productOf = (state: Journal, id: number): Product | undefined =>
  state.get<Product | null>(COLLECTION, String(id)) ?? undefined;

export const allProducts = (state: Journal): Product[] =>
  state.all<Product | null>(COLLECTION).filter((product) => product !== null);

export const putProduct = (state: Journal, product: Product): void => putProducts(state, [product]);

export const putProducts = (state: Journal, products: readonly Product[]): void =>
  state.put(...products.map((product) => ({ collection: COLLECTION, key: String(product.id), value: product })));

export const dropProduct = (state: Journal, id: number): void =>
  state.put({ collection: COLLECTION, key: String(id), value: null });

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
