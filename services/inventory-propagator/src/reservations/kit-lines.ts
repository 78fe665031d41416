import { kitComponents, type KitComponentRow, partsOf } from '../kits/kit-component.js';
import type { KitPart } from './line-asked.js';

/** Names what the products with these SKUs are made of, where they are kits. Read unlocked: an order that comes with a new definition came before it. */
export const kitRefs = (skus: Iterable<string>) =>
  [...new Set(skus)].map((sku) => kitComponents.children('kitSku', sku));

/** The same of products that are named by their ids. */
export const kitRefsOf = (productIds: Iterable<string>) =>
  [...new Set(productIds)].map((productId) => kitComponents.children('kitProductId', productId));

/** What a product is made of; nothing where it is no kit. */
export const kitPartsOf = (rows: readonly KitComponentRow[], productId: string): KitPart[] =>
  partsOf(rows)
    .filter(({ kitProductId }) => kitProductId === productId)
    .map(({ componentProductId, quantity }) => ({ productId: componentProductId, quantity }));

export const componentIds = (rows: readonly KitComponentRow[]): string[] =>
  rows.map(({ componentProductId }) => componentProductId);
