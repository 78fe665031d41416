import { ExceptionRaised, type ProductLinked } from '@penstock/contracts';
import { canonicalId, zero } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { ProductRow } from './product.js';
import type { Stock } from './stock.js';
import { packsOf } from './units.js';

export interface LinkedUnits {
  readonly columns: Pick<ProductRow, 'unit' | 'unitStep' | 'packs'>;
  readonly events: readonly Outgoing<ExceptionRaised>[];
}

/**
 * The units of a product, as Odoo has them. Stock that is kept in another unit stays in that: nobody knows how many pieces a kilogram was.
 * Then a person is told, and movements in the new unit are refused until the stock is zero and the product is said again.
 * @throws {Permanent} PACK_IMPOSSIBLE
 */
export function linkedUnits(stock: Stock, event: ProductLinked): LinkedUnits {
  const { unit, unitStep } = event;
  const packs = packsOf(event);
  const kept = stock.product.unit;
  if (kept === null || kept === unit || isEmpty(stock)) return { columns: { unit, unitStep, packs }, events: [] };
  const { unitStep: step, packs: known } = stock.product;
  return { columns: { unit: kept, unitStep: step, packs: known }, events: [unitChanged(event, kept)] };
}

const isEmpty = ({ product, levels }: Stock): boolean =>
  product.reserved.eq(zero) &&
  product.backordered.eq(zero) &&
  levels.every((level) =>
    [level.onHand, level.quarantined, level.incoming, level.inTransit].every((amount) => amount.eq(zero)),
  );

const unitChanged = ({ meta, productId, name, sku, unit }: ProductLinked, kept: string): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', meta.entity, 'inventory-propagator', `UNIT_MISMATCH ${productId} ${kept} ${unit}`),
    kind: 'UNIT_MISMATCH',
    severity: 'ERROR',
    subject: productId,
    message: `The stock of ${name} is kept in ${kept}, and Odoo has its unit as ${unit} now: movements in ${unit} are refused.`,
    amount: null,
    facts: { productId, sku: sku ?? '', kept, unit },
    remedy: `Give it the unit ${kept} in Odoo again; or count it to zero in ${kept}, save the product, and count it in ${unit}.`,
  });
