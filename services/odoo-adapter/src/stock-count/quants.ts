import { type CountedQuantRecord, type OdooClient, records } from '@penstock/connector-odoo';
import { type Decimal, decimalText, sum, zero } from '@penstock/domain';
import { conflict } from '../refusal.js';

/** Stock of one product in one place, which may lie on several quants: in packages, of other owners, or left apart by a race. */
export interface PlacedStock {
  readonly quants: readonly CountedQuantRecord[];
  readonly onHand: Decimal;
}

export async function readStock(odoo: OdooClient, productId: number, locationId: number): Promise<PlacedStock> {
  const domain = [
    ['product_id', '=', productId],
    ['location_id', '=', locationId],
  ];
  const quants = await odoo.readAll('stock.quant', domain, records.countedQuant);
  return { quants, onHand: sum(quants.map(({ quantity }) => quantity)) };
}

/** What one quant must hold for all of them together to hold what was counted. */
export interface QuantCount {
  /** The quant to count; null: Odoo finds or makes it. */
  readonly quantId: number | null;
  readonly quantity: Decimal;
}

/**
 * The count of a place as a count of the quant that carries loose goods of ours; packages and goods of other owners keep what they have.
 * @throws {Permanent} COUNT_CONFLICT where they alone hold more than was counted
 */
export function countOf(counted: Decimal, { quants }: PlacedStock): QuantCount {
  const [chosen] = quants.filter((quant) => !quant.lot_id && !quant.package_id && !quant.owner_id);
  const others = sum(quants.filter((quant) => quant !== chosen).map(({ quantity }) => quantity));
  const quantity = counted.minus(others);
  if (quantity.lt(zero)) {
    const facts = { counted: decimalText(counted), elsewhere: decimalText(others) };
    throw conflict(
      'COUNT_CONFLICT',
      `${facts.elsewhere} lie in packages or belong to others, more than was counted`,
      facts,
    );
  }
  // Alone, it may as well be found by Odoo: it could be merged into another meanwhile.
  return { quantId: quants.length > 1 ? (chosen?.id ?? null) : null, quantity };
}
