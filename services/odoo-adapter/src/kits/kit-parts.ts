import type { BomLineRecord, BomRecord, VariantRecord } from '@penstock/connector-odoo';
import { type Decimal, decimal, zero } from '@penstock/domain';

/** Everything that says what kits are made of. */
export interface KitBooks {
  /** Of type phantom, in the order in which Odoo takes the first that fits. */
  readonly boms: readonly BomRecord[];
  readonly lines: readonly BomLineRecord[];
  /** By product.product. */
  readonly variants: ReadonlyMap<number, VariantRecord>;
  /** How many of its reference unit a uom.uom is. */
  readonly sizes: ReadonlyMap<number, Decimal>;
  /** The attribute of a product.template.attribute.value. */
  readonly attributes: ReadonlyMap<number, number>;
}

/** Quantity for one kit, in the part's own unit, by product.product. */
export type KitParts = ReadonlyMap<number, Decimal>;

const one = decimal('1');

/** Digits after the point of a part's quantity. */
const SCALE = 9;

/** The BoM by which a variant is a kit: one of its own before one of its template, where both come at once. */
export const bomOf = ({ id, product_tmpl_id }: VariantRecord, boms: readonly BomRecord[]): BomRecord | undefined =>
  boms.find((bom) => bom.product_id?.id === id) ??
  boms.find((bom) => bom.product_id === null && bom.product_tmpl_id.id === product_tmpl_id.id);

/**
 * What one of a product takes, kits among its parts taken apart as well. A part that would contain itself is left out: Odoo refuses such a BoM.
 * @returns undefined where it is no kit
 */
export function kitPartsOf(productId: number, books: KitBooks, within: readonly number[] = []): KitParts | undefined {
  const variant = books.variants.get(productId);
  const bom = variant && bomOf(variant, books.boms);
  if (!variant || !bom || within.includes(productId)) return undefined;
  const made = inUnitOf(bom.product_qty, bom.product_uom_id.id, variant.uom_id.id, books);
  const parts = new Map<number, Decimal>();
  for (const line of books.lines) {
    if (line.bom_id.id !== bom.id || !isFor(line, variant, books)) continue;
    const part = line.product_id.id;
    const unit = books.variants.get(part)?.uom_id.id ?? line.product_uom_id.id;
    const quantity = inUnitOf(line.product_qty, line.product_uom_id.id, unit, books).div(made);
    const inner = kitPartsOf(part, books, [...within, productId]) ?? new Map([[part, one]]);
    for (const [id, each] of inner) parts.set(id, (parts.get(id) ?? zero).plus(quantity.times(each)));
  }
  return new Map([...parts].map(([id, quantity]) => [id, quantity.round(SCALE)]));
}

function inUnitOf(quantity: Decimal, from: number, to: number, { sizes }: KitBooks): Decimal {
  const [size, other] = [sizes.get(from), sizes.get(to)];
  return from === to || !size || !other ? quantity : quantity.times(size).div(other);
}

/** Of each attribute that a line names values of, the variant must have one. */
function isFor(line: BomLineRecord, variant: VariantRecord, { attributes }: KitBooks): boolean {
  const byAttribute = Map.groupBy(line.bom_product_template_attribute_value_ids, (value) => attributes.get(value));
  return [...byAttribute.values()].every((values) =>
    values.some((value) => variant.product_template_attribute_value_ids.includes(value)),
  );
}
