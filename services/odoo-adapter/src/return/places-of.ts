import { records } from '@penstock/connector-odoo';
import { conflict } from '../refusal.js';
import type { Transfer } from '../transfers/transfers.js';
import type { Booking } from './carry-out.js';
import type { WantedLine } from './plan-return.js';

/** What the mapping file calls the place for goods that cannot be sold again, where it names one. */
const DAMAGED = 'damaged';

/**
 * Where goods of a return are put, by stock.move: where the report says, else damaged ones where the mapping of the company says. The others
 * are absent: they go where the warehouse's return operation puts them.
 */
export function placesOf(
  { companies, report: { placeId } }: Booking,
  lines: readonly WantedLine[],
  { moves, company_id: owner }: Transfer,
): ReadonlyMap<number, number> {
  const forDamaged = companies.find(({ id }) => id === owner?.id)?.locationOf(DAMAGED);
  const places = new Map<number, number>();
  for (const move of moves) {
    const line = lines.find(({ saleLineId }) => saleLineId === move.sale_line_id?.id);
    const place = placeId ?? (line?.damaged ? forDamaged : undefined);
    if (place !== undefined) places.set(move.id, place);
  }
  return places;
}

/** @throws {Permanent} RETURN_CONFLICT where the goods are said to lie in a place of another company than the order's */
export async function refuseForeignPlace(
  { odoo, report: { placeId } }: Booking,
  transfers: readonly Transfer[],
): Promise<void> {
  if (placeId === null) return;
  const options = { context: { active_test: false } };
  const [place] = await odoo.searchRead('stock.location', [['id', '=', placeId]], records.locationCompany, options);
  const owner = place?.company_id;
  const other = transfers.map(({ company_id }) => company_id).find((each) => owner && each && each.id !== owner.id);
  if (!owner || !other) return;
  const facts = { company: owner.name, companyOfOrder: other.name };
  throw conflict(
    'RETURN_CONFLICT',
    `the place of its goods belongs to ${owner.name}, the order to ${other.name}`,
    facts,
  );
}
