import type { ProductRecord } from '@penstock/connector-odoo';
import { ProductLinked } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { causeFrom, type OdooSystem, productIdOf } from '../odoo-system.js';
import { contentHash } from './content-hash.js';
import { catalogSkus, type OdooProduct, odooProducts } from './odoo-product.js';
import { releaseOrders } from './release-orders.js';
import { unitName } from './unit-name.js';

const log = logger('odoo-adapter.catalog');

/** Takes over products as Odoo has them, announces those that changed, and releases the orders that waited for their SKUs. */
export async function learnProducts(
  unit: UnitOfWork,
  odoo: OdooSystem,
  records: readonly ProductRecord[],
): Promise<void> {
  await unit.load(records.map(({ id }) => odooProducts.one({ odooId: BigInt(id) })));
  const changedSkus = new Set<string>();
  for (const record of records) {
    const before = unit.row(odooProducts.one({ odooId: BigInt(record.id) }));
    const after = productOf(odoo, record);
    if (after.contentHash === before.contentHash) continue;
    unit.save(odooProducts.save(after));
    announce(unit, odoo, record, after);
    for (const sku of [before.sku, after.sku]) if (sku !== null) changedSkus.add(sku);
  }
  await reassign(unit, [...changedSkus]);
}

export function productOf(odoo: OdooSystem, record: ProductRecord): OdooProduct {
  const sku = record.default_code?.trim() || null;
  const unit = unitName(record.uom_id.name);
  const { active, is_storable: storable, barcode, display_name: name } = record;
  return {
    odooId: BigInt(record.id),
    productId: productIdOf(odoo, record.id),
    sku,
    unit,
    storable,
    active,
    contentHash: contentHash(sku, barcode, name, unit, active, storable),
  };
}

function announce(unit: UnitOfWork, odoo: OdooSystem, record: ProductRecord, product: OdooProduct): void {
  const { productId, sku, active } = product;
  unit.emit(
    say(
      ProductLinked,
      {
        productId,
        odoo: { instance: odoo.instance, model: 'product.product', id: record.id },
        sku,
        barcode: record.barcode,
        name: record.display_name,
        unit: product.unit,
        active,
      },
      { occurredAt: record.write_date },
    ),
    causeFrom(odoo, productId),
  );
}

/** A SKU means the oldest active product that carries it: Odoo does not keep them unique, so the choice must at least be a stable one. */
async function reassign(unit: UnitOfWork, skus: readonly string[]): Promise<void> {
  await unit.load(skus.flatMap((sku) => [catalogSkus.one({ sku }), odooProducts.children('sku', sku)]));
  const found: string[] = [];
  for (const sku of skus) {
    const candidates = unit
      .children(odooProducts.children('sku', sku))
      .filter(({ active }) => active)
      .sort((a, b) => Number(a.odooId - b.odooId));
    if (candidates.length > 1)
      log.warn({ sku, odooIds: candidates.map(({ odooId }) => String(odooId)) }, 'several products have this SKU');
    const odooId = candidates[0]?.odooId ?? null;
    unit.save(catalogSkus.save({ sku, odooId }));
    if (odooId !== null) found.push(sku);
  }
  await releaseOrders(unit, found);
}
