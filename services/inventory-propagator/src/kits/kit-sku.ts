import type { Save } from '@penstock/persistence';
import { type KitComponentRow, kitComponents } from './kit-component.js';

/**
 * Rows of kits that must say another SKU: their kit holds it now, or holds it no more.
 * @param rows parts of the kits whose products may have changed their SKU
 * @param skuOf the SKU a product holds now, by its id
 */
export const kitSkuChanges = (rows: readonly KitComponentRow[], skuOf: (productId: string) => string | null): Save[] =>
  rows.flatMap((row) => {
    const kitSku = row.quantity.gt('0') ? skuOf(row.kitProductId) : null;
    return row.kitSku === kitSku ? [] : [kitComponents.save({ ...row, kitSku })];
  });
