import type { Save } from '@penstock/persistence';
import { type KitComponentRow, kitComponents } from './kit-component.js';

/** The parts of a kit that must say another SKU, because their kit holds it now or holds another. */
export const kitSkuChanges = (rows: readonly KitComponentRow[], sku: string | null): Save[] =>
  rows.flatMap((row) => {
    const kitSku = row.quantity.gt('0') ? sku : null;
    return row.kitSku === kitSku ? [] : [kitComponents.save({ ...row, kitSku })];
  });
