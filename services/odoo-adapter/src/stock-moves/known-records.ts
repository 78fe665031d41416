import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import type { CatalogFollower } from '../catalog/follow-catalog.js';
import { type OdooLocation, odooLocations } from '../catalog/odoo-location.js';
import { type OdooProduct, odooProducts } from '../catalog/odoo-product.js';

/** Products and locations that other records name, in the words of our own catalogue; those we had not met are fetched first. */
export class KnownRecords {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly catalog: CatalogFollower,
  ) {}

  /** By the id in Odoo; absent are those that Odoo does not have any more. */
  products(ids: Iterable<number>): Promise<ReadonlyMap<string, OdooProduct>> {
    const wanted = [...new Set(ids)];
    const refs = wanted.map((id) => odooProducts.one({ odooId: BigInt(id) }));
    const read = () => inTransaction(this.units.database, (transaction) => readRows(transaction, odooProducts, refs));
    return knownOrFetched(wanted, read, (missing) => this.catalog.fetchProducts(missing));
  }

  locations(ids: Iterable<number>): Promise<ReadonlyMap<string, OdooLocation>> {
    const wanted = [...new Set(ids)];
    const refs = wanted.map((id) => odooLocations.one({ odooId: BigInt(id) }));
    const read = () => inTransaction(this.units.database, (transaction) => readRows(transaction, odooLocations, refs));
    return knownOrFetched(wanted, read, (missing) => this.catalog.fetchLocations(missing));
  }
}

async function knownOrFetched<R>(
  ids: readonly number[],
  read: () => Promise<Map<string, R>>,
  fetch: (missing: readonly number[]) => Promise<void>,
): Promise<ReadonlyMap<string, R>> {
  const known = await read();
  const missing = ids.filter((id) => !known.has(String(id)));
  if (missing.length === 0) return known;
  await fetch(missing);
  return read();
}
