import { type OdooClient, records } from '@penstock/connector-odoo';
import { decimalText, sum } from '@penstock/domain';
import { conflict } from '../refusal.js';
import type { Transfer } from '../transfers/transfers.js';
import type { Leaving } from './plan-shipment.js';

/**
 * Sees to it that what leaves is there: Odoo would let it go and show less than nothing. What is reserved for others counts as there, since
 * goods that left were at hand, and Odoo takes the others' reservation back.
 * @throws {Permanent} DELIVERY_CONFLICT with both figures; or for products with lots, which nobody reported
 */
export async function checkStock(
  odoo: OdooClient,
  transfers: readonly Transfer[],
  leaving: readonly Leaving[],
): Promise<void> {
  const moves = new Map(transfers.flatMap((each) => each.moves).map((move) => [move.id, move]));
  const productIds = [...new Set([...moves.values()].map(({ product_id }) => product_id.id))];
  const products = await odoo.readAll('product.product', [['id', 'in', productIds]], records.productTracking, { context: { active_test: false } }); // prettier-ignore
  for (const { moveId, lineId, quantity } of leaving) {
    const move = moves.get(moveId);
    const product = products.find(({ id }) => id === move?.product_id.id);
    if (!move || !product) continue; // gone since: the write that follows says so
    const name = move.product_id.name;
    const facts = { orderLineId: lineId, product: name, reported: decimalText(quantity) };
    if (product.tracking !== 'none')
      throw conflict('DELIVERY_CONFLICT', `${name} is tracked by ${product.tracking}, and the report names none`, facts); // prettier-ignore
    if (!product.is_storable || move.quantity.gte(quantity)) continue;
    const domain = [
      ['product_id', '=', move.product_id.id],
      ['location_id', 'child_of', move.location_id.id],
    ];
    const quants = await odoo.readAll('stock.quant', domain, records.quant);
    const onHand = sum(quants.map((quant) => quant.quantity));
    if (onHand.gte(quantity)) continue;
    const why = `${decimalText(quantity)} of ${name} were reported, and ${decimalText(onHand)} are in ${move.location_id.name}`;
    throw conflict('DELIVERY_CONFLICT', why, {
      ...facts,
      onHand: decimalText(onHand),
      location: move.location_id.name,
    });
  }
}
