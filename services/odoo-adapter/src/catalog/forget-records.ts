import { LocationLinked, ProductLinked } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import { causeFrom, type OdooSystem } from '../odoo-system.js';
import { assignSkus } from './assign-skus.js';
import { USAGES } from './learn-locations.js';
import { odooLocations } from './odoo-location.js';
import { odooProducts } from './odoo-product.js';

/** In place of a content's hash: whatever comes back under this id is news. */
export const GONE = 'gone';

/** Announces products that were deleted in Odoo as no longer active. @returns how many were announced */
export async function forgetProducts(unit: UnitOfWork, odoo: OdooSystem, ids: readonly number[]): Promise<number> {
  const refs = ids.map((id) => odooProducts.one({ odooId: BigInt(id) }));
  await unit.load(refs);
  const gone = refs.map((ref) => unit.row(ref)).filter(({ active }) => active);
  for (const product of gone) {
    const { odooId, productId, sku, name } = product;
    unit.save(odooProducts.save({ ...product, active: false, contentHash: GONE }));
    const reference = { instance: odoo.instance, model: 'product.product', id: Number(odooId) };
    unit.emit(
      say(ProductLinked, {
        ...{ productId, odoo: reference, sku, barcode: null, unit: product.unit, active: false },
        ...{ unitStep: null, packs: [] },
        name: name ?? sku ?? `product.product ${odooId}`,
      }),
      causeFrom(odoo, productId),
    );
  }
  await assignSkus(unit, odoo, [...new Set(gone.flatMap(({ sku }) => sku ?? []))]);
  return gone.length;
}

/** Announces locations that were deleted in Odoo as no longer active. @returns how many were announced */
export async function forgetLocations(unit: UnitOfWork, odoo: OdooSystem, ids: readonly number[]): Promise<number> {
  const refs = ids.map((id) => odooLocations.one({ odooId: BigInt(id) }));
  await unit.load(refs);
  const gone = refs
    .map((ref) => unit.row(ref))
    .filter(({ announcedHash }) => announcedHash !== '' && announcedHash !== GONE);
  for (const location of gone) {
    const { odooId, locationId, usage } = location;
    unit.save(odooLocations.save({ ...location, announcedHash: GONE }));
    const reference = { instance: odoo.instance, model: 'stock.location', id: Number(odooId) };
    unit.emit(
      say(LocationLinked, {
        ...{ locationId, odoo: reference, code: null, warehouseCode: null, active: false },
        name: location.name ?? `stock.location ${odooId}`,
        usage: USAGES[usage] ?? 'UNKNOWN',
      }),
      causeFrom(odoo, locationId),
    );
  }
  return gone.length;
}
