import { type OdooClient, odooTime, records } from '@penstock/connector-odoo';
import type { Instant } from '@penstock/domain';

interface Place {
  readonly productId: number;
  readonly locationId: number;
}

const touching = ({ productId, locationId }: Place): readonly unknown[] => [
  ['product_id', '=', productId],
  ['state', '=', 'done'],
  '|',
  ['location_id', '=', locationId],
  ['location_dest_id', '=', locationId],
];

/** Name under which Odoo books a count: what people call it, and its id, which makes it findable. */
export const countName = (countId: string, reference: string | null): string =>
  reference === null ? countId : `${reference} ${countId}`;

/**
 * The stock.move by which a count was applied: proof that it happened, since a count of no difference makes one too. 18 appends the user's name
 * to the reference and 19 does not, so it is looked for inside.
 */
export async function findCountMove(odoo: OdooClient, place: Place, countId: string): Promise<number | undefined> {
  const { stockMove } = await odoo.fieldNames();
  const named = [stockMove.countReference ?? 'name', 'like', countId];
  const [found] = await odoo.searchRead(
    'stock.move',
    [...touching(place), ['is_inventory', '=', true], named],
    records.move,
  );
  return found?.id;
}

/** Within a move's reference: the count that it booked, if it was one of ours. */
const OURS = /(?:^| )cnt_[0-9a-z]+/;

/**
 * How many lines of goods moved in or out of a place after an instant, by their dates, which are whole seconds. Counts that we booked are none of
 * them: they were made before this one, whenever Odoo was reached.
 */
export async function movedSince(odoo: OdooClient, place: Place, since: Instant): Promise<number> {
  const domain = [...touching(place), ['date', '>', odooTime(since)], ['quantity', '!=', 0]];
  const lines = await odoo.searchRead('stock.move.line', domain, records.namedLine);
  return lines.filter(({ reference }) => !OURS.test(reference ?? '')).length;
}
