import { type FieldNames, type OdooClient, type ProductRecord, records } from '@penstock/connector-odoo';
import { type Decimal, decimal } from '@penstock/domain';
import { unitName } from './unit-name.js';

export interface Pack {
  /** As in Quantity. */
  readonly unit: string;
  readonly barcode: string | null;
  /** In the unit of the product; above zero. */
  readonly contains: Decimal;
}

/** In what quantities a product exists. */
export interface ProductUnits {
  /** Null where nobody said it: pieces are whole. */
  readonly unitStep: Decimal | null;
  /** Each unit once. */
  readonly packs: readonly Pack[];
}

interface Unit {
  readonly name: string;
  readonly rounding: Decimal;
  /** How many of its reference unit one is. */
  readonly size: Decimal;
}

/** What Odoo rounds to by itself: of pieces it says nothing. */
const DEFAULT_ROUNDING = decimal('0.01');

/** Digits after the point of what a pack contains. */
const SCALE = 9;

/** Reads the smallest quantity and the packings of products. @returns by product.product */
export async function readProductUnits(
  odoo: OdooClient,
  products: readonly Pick<ProductRecord, 'id' | 'uom_id'>[],
): Promise<ReadonlyMap<number, ProductUnits>> {
  if (products.length === 0) return new Map();
  const names = await odoo.fieldNames();
  const ids = products.map(({ id }) => id);
  const packed = names.version === 19 ? await packedIn(odoo, ids) : new Map<number, readonly number[]>();
  const units = await readUnits(odoo, names, [
    ...products.map(({ uom_id }) => uom_id.id),
    ...[...packed.values()].flat(),
  ]);
  const packs = names.version === 19 ? await packs19(odoo, products, packed, units) : await packs18(odoo, ids);
  return new Map(
    products.map(({ id, uom_id }): [number, ProductUnits] => {
      const own = units.get(uom_id.id);
      return [id, { unitStep: own ? stepOf(own) : null, packs: once(unitName(uom_id.name), packs.get(id) ?? []) }];
    }),
  );
}

function stepOf({ name, rounding }: Unit): Decimal | null {
  return unitName(name) === 'unit' && rounding.eq(DEFAULT_ROUNDING) ? null : rounding;
}

/** Two packings of one name cannot be told apart in a quantity: the first is meant. */
function once(own: string, packs: readonly Pack[]): Pack[] {
  const byUnit = new Map<string, Pack>();
  for (const pack of packs) if (pack.unit !== own && !byUnit.has(pack.unit)) byUnit.set(pack.unit, pack);
  return [...byUnit.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

async function readUnits(
  odoo: OdooClient,
  names: FieldNames,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Unit>> {
  const domain = [['id', 'in', [...new Set(ids)]]];
  const options = { context: { active_test: false } };
  const rows =
    names.version === 19
      ? (await odoo.readAll('uom.uom', domain, records.unit19, options)).map(({ factor: size, ...unit }) => ({
          ...unit,
          size,
        }))
      : (await odoo.readAll('uom.uom', domain, records.unit18, options)).map(({ factor_inv: size, ...unit }) => ({
          ...unit,
          size,
        }));
  return new Map(rows.map((unit) => [unit.id, unit]));
}

/** Packings by product, in the order of their ids. */
async function packs18(odoo: OdooClient, ids: readonly number[]): Promise<ReadonlyMap<number, readonly Pack[]>> {
  const rows = await odoo.readAll('product.packaging', [['product_id', 'in', ids]], records.packing18);
  const packOf = ({ name, barcode, qty }: (typeof rows)[number]): Pack => ({
    unit: unitName(name),
    barcode,
    contains: qty,
  });
  return new Map([...Map.groupBy(rows, ({ product_id }) => product_id.id)].map(([id, own]) => [id, own.map(packOf)]));
}

/** In 19 a packing is a unit: https://www.odoo.com/documentation/19.0/applications/inventory_and_mrp/inventory/product_management/configure/packaging.html */
async function packedIn(odoo: OdooClient, ids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const options = { context: { active_test: false } };
  const rows = await odoo.readAll('product.product', [['id', 'in', ids]], records.packedProduct19, options);
  return new Map(rows.map(({ id, uom_ids }) => [id, uom_ids]));
}

async function packs19(
  odoo: OdooClient,
  products: readonly Pick<ProductRecord, 'id' | 'uom_id'>[],
  packed: ReadonlyMap<number, readonly number[]>,
  units: ReadonlyMap<number, Unit>,
): Promise<ReadonlyMap<number, readonly Pack[]>> {
  const domain = [['product_id', 'in', products.map(({ id }) => id)]];
  const rows = await odoo.readAll('product.uom', domain, records.packing19);
  const barcodes = new Map(rows.map(({ product_id, uom_id, barcode }) => [`${product_id.id} ${uom_id.id}`, barcode]));
  return new Map(
    products.map(({ id, uom_id }): [number, readonly Pack[]] => [
      id,
      (packed.get(id) ?? []).flatMap((unitId): Pack[] => {
        const [pack, own] = [units.get(unitId), units.get(uom_id.id)];
        if (!pack || !own) return [];
        const contains = pack.size.div(own.size).round(SCALE);
        return [{ unit: unitName(pack.name), barcode: barcodes.get(`${id} ${unitId}`) ?? null, contains }];
      }),
    ]),
  );
}
