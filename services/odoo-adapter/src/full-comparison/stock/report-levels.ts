import { StockLevelReported } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import type { OdooProduct } from '../../catalog/odoo-product.js';
import { causeFrom, type OdooSystem } from '../../odoo-system.js';
import type { StockDifference } from './differences.js';

/**
 * Says what Odoo has, for comparison with ledgers: as of now, since what moved after Odoo was read is said after this.
 * @param settled levels of which every movement was said
 */
export function reportLevels(
  unit: UnitOfWork,
  odoo: OdooSystem,
  comparisonId: string,
  settled: readonly StockDifference[],
  products: readonly OdooProduct[],
): void {
  const units = new Map(products.map((product) => [product.productId, product.unit]));
  for (const { productId, locationId, inOdoo } of settled) {
    const onHand = { amount: inOdoo, unit: units.get(productId) ?? 'unit' };
    const report = { comparisonId, productId, locationId, onHand, asOf: unit.now };
    unit.emit(say(StockLevelReported, report), causeFrom(odoo, productId));
  }
}
