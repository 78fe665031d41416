import type { KitDefined } from '@penstock/contracts';
import { type Decimal, decimalText, zero } from '@penstock/domain';
import { Missing, Permanent } from '@penstock/messaging';
import type { ProductRow } from '../stock/product.js';
import { measured } from '../stock/units.js';

/** @throws {Permanent} KIT_QUANTITY: a part of which nothing is taken; KIT_PART_TWICE */
export function checkKit({ productId, components }: KitDefined): void {
  for (const { productId: component, quantity } of components) {
    const facts = { productId, component, quantity: `${decimalText(quantity.amount)} ${quantity.unit}` };
    if (quantity.amount.lte(zero))
      throw new Permanent(
        'KIT_QUANTITY',
        `kit ${productId} takes ${facts.quantity} of ${component}: a part is taken more than zero times`,
        facts,
      );
    if (components.filter((other) => other.productId === component).length > 1)
      throw new Permanent(
        'KIT_PART_TWICE',
        `kit ${productId} names ${component} twice: say once how much it takes`,
        facts,
      );
  }
}

/**
 * What one unit of the kit takes of each part, in the unit of the part.
 * @throws {Missing} PRODUCT_UNKNOWN: ProductLinked of a part is not here yet
 * @throws {Permanent} UNIT_MISMATCH, QUANTITY_NOT_ALLOWED
 */
export function measuredParts(
  { productId, components }: KitDefined,
  rows: ReadonlyMap<string, ProductRow>,
): Map<string, Decimal> {
  return new Map(
    components.map(({ productId: component, quantity }) => {
      const product = rows.get(component);
      if (!product || product.name === null)
        throw new Missing('PRODUCT_UNKNOWN', `${component}, a part of kit ${productId}, is not linked yet`, {
          productId,
          component,
        });
      return [component, measured({ product, levels: [], listings: [] }, quantity).amount];
    }),
  );
}
