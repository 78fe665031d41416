import type { ProductRecord } from '@penstock/connector-odoo';
import { ProductLinked } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { say, type UnitOfWork } from '@penstock/messaging';
import { causeFrom, type OdooSystem, productIdOf } from '../odoo-system.js';
import { contentHash } from './content-hash.js';
import { assignSkus } from './assign-skus.js';
import { type OdooProduct, odooProducts } from './odoo-product.js';
import type { ProductUnits } from './product-units.js';
import { unitName } from './unit-name.js';

/**
 * Takes over products as Odoo has them, announces those that changed, and releases the orders that waited for their SKUs.
 * @returns how many had changed
 */
export async function learnProducts(
  unit: UnitOfWork,
  odoo: OdooSystem,
  records: readonly ProductRecord[],
  units: ReadonlyMap<number, ProductUnits>,
): Promise<number> {
  await unit.load(records.map(({ id }) => odooProducts.one({ odooId: BigInt(id) })));
  const changedSkus = new Set<string>();
  let changed = 0;
  for (const record of records) {
    const before = unit.row(odooProducts.one({ odooId: BigInt(record.id) }));
    const quantities = units.get(record.id) ?? NOTHING_SAID;
    const after = productOf(odoo, record, quantities);
    if (after.contentHash === before.contentHash && after.unitsHash === before.unitsHash) continue;
    changed += 1;
    unit.save(odooProducts.save(after));
    announce(unit, odoo, record, after, quantities);
    for (const sku of [before.sku, after.sku]) if (sku !== null) changedSkus.add(sku);
  }
  await assignSkus(unit, odoo, [...changedSkus]);
  return changed;
}

const NOTHING_SAID: ProductUnits = { unitStep: null, packs: [] };

function productOf(odoo: OdooSystem, record: ProductRecord, units: ProductUnits): OdooProduct {
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
    name,
    contentHash: contentHash(sku, barcode, name, unit, active, storable),
    unitsHash: hashOf(units),
  };
}

/** Apart from the rest: the version before compares that alone, and would announce each product anew. */
function hashOf({ unitStep, packs }: ProductUnits): string {
  if (unitStep === null && packs.length === 0) return '';
  const parts = packs.flatMap(({ unit, barcode, contains }) => [unit, barcode, decimalText(contains)]);
  return contentHash(unitStep && decimalText(unitStep), ...parts);
}

function announce(
  unit: UnitOfWork,
  odoo: OdooSystem,
  record: ProductRecord,
  product: OdooProduct,
  { unitStep, packs }: ProductUnits,
): void {
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
        unitStep,
        packs: packs.map(({ contains, ...pack }) => ({ ...pack, contains: { amount: contains, unit: product.unit } })),
      },
      { occurredAt: record.write_date },
    ),
    causeFrom(odoo, productId),
  );
}
