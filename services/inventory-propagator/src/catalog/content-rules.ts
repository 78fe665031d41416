import type { LocationLinked, ProductLinked } from '@penstock/contracts';
import { Permanent } from '@penstock/messaging';

/** @throws {Permanent} UNIT_MISSING: every quantity of the product would be refused from then on */
export function checkProduct({ productId, unit }: ProductLinked): void {
  if (unit === '')
    throw new Permanent('UNIT_MISSING', `product ${productId} has no unit: name it, "unit" for pieces`, { productId });
}

/** @throws {Permanent} USAGE_UNKNOWN: whether what lies there may be sold follows from it, and is no guess */
export function checkLocation({ locationId, usage }: LocationLinked): void {
  if (usage === 'UNKNOWN')
    throw new Permanent(
      'USAGE_UNKNOWN',
      `usage of location ${locationId} is UNKNOWN, or newer than this service: say one that the schema names`,
      { locationId },
    );
}
