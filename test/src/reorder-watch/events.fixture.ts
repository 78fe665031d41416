import type { ProductLinked, StockAdjusted } from '@penstock/contracts';
import { decimal, instant } from '@penstock/domain';
import { aMeta } from '@penstock/messaging/testing';

export const aProduct = (given: Partial<ProductLinked> = {}): ProductLinked => ({
  ...{ meta: aMeta(), productId: 'prd_tee', odoo: { instance: 'main', model: 'product.product', id: 7 }, sku: 'TEE' },
  ...{ barcode: null, name: 'T-shirt', unit: 'unit', active: true, unitStep: null, packs: [] },
  ...given,
});

export const aMovement = (pieces: string, given: Partial<StockAdjusted> = {}): StockAdjusted => ({
  ...{ meta: aMeta(), productId: 'prd_tee', locationId: 'loc_main', delta: { amount: decimal(pieces), unit: 'unit' } },
  ...{ cause: 'RECEIPT', odooMoveId: 1, effectiveAt: instant('2026-11-21T09:00:00Z') },
  ...given,
});
