import { type BomRecord, type OdooClient, records } from '@penstock/connector-odoo';
import type { Decimal } from '@penstock/domain';
import type { KitBooks } from './kit-parts.js';

export const PHANTOM = [['type', '=', 'phantom']] as const;

const WITH_ARCHIVED = { context: { active_test: false } } as const;

/** Everything that says what kits are made of, in as many calls as there are kinds of it. */
export async function readKitBooks(odoo: OdooClient): Promise<KitBooks> {
  const boms = await odoo.readAll('mrp.bom', PHANTOM, records.bom);
  const lines = await odoo.readAll('mrp.bom.line', [['bom_id', 'in', boms.map(({ id }) => id)]], records.bomLine);
  const templates = [...new Set(boms.map(({ product_tmpl_id }) => product_tmpl_id.id))];
  const parts = [...new Set(lines.map(({ product_id }) => product_id.id))];
  const kits = await odoo.readAll('product.product', [['product_tmpl_id', 'in', templates]], records.variant);
  const components = await odoo.readAll('product.product', [['id', 'in', parts]], records.variant, WITH_ARCHIVED);
  const variants = new Map([...components, ...kits].map((each) => [each.id, each]));
  const values = [...new Set(lines.flatMap((line) => line.bom_product_template_attribute_value_ids))];
  const attributes =
    values.length === 0
      ? []
      : await odoo.readAll('product.template.attribute.value', [['id', 'in', values]], records.attributeValue);
  const units = [...boms, ...lines].map(({ product_uom_id }) => product_uom_id.id);
  return {
    boms: await inOrder(odoo, boms),
    lines,
    variants,
    sizes: await sizesOf(odoo, [...new Set([...units, ...[...variants.values()].map(({ uom_id }) => uom_id.id)])]),
    attributes: new Map(attributes.map(({ id, attribute_id }) => [id, attribute_id.id])),
  };
}

/** Odoo takes the first that fits by `sequence`, then by id: https://github.com/odoo/odoo/blob/18.0/addons/mrp/models/mrp_bom.py */
async function inOrder(odoo: OdooClient, boms: readonly BomRecord[]): Promise<BomRecord[]> {
  if (boms.length < 2) return [...boms];
  const sorted = await odoo.searchRead('mrp.bom', PHANTOM, records.onlyId, { order: 'sequence, id' });
  const places = new Map(sorted.map(({ id }, place) => [id, place]));
  return boms.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}

async function sizesOf(odoo: OdooClient, ids: readonly number[]): Promise<ReadonlyMap<number, Decimal>> {
  const domain = [['id', 'in', ids]];
  if ((await odoo.fieldNames()).version === 19)
    return new Map(
      (await odoo.readAll('uom.uom', domain, records.unit19, WITH_ARCHIVED)).map(({ id, factor }) => [id, factor]),
    );
  return new Map(
    (await odoo.readAll('uom.uom', domain, records.unit18, WITH_ARCHIVED)).map(({ id, factor_inv }) => [
      id,
      factor_inv,
    ]),
  );
}
