import { Missing } from '@penstock/messaging';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import type { Place } from '../stock/book.js';

/** Stock locations as Odoo knows them. */
export const locations = defineTable({
  name: 'location',
  key: ['locationId'],
  columns: {
    locationId: column.text(),
    name: column.text(),
    warehouseCode: column.nullable(column.text()),
    /** Internal and not archived: what lies there may be sold. */
    sellable: column.boolean(),
    /** Goods there are on their way to somewhere else. */
    transit: column.boolean(),
    known: column.boolean(),
  },
  initial: () => ({ name: '', warehouseCode: null, sellable: false, transit: false, known: false }),
});

export type LocationRow = RowOf<typeof locations>;

/** Reads a location without locking it: a lock would put all movements of a warehouse in one row. */
export const locationRef = (locationId: string) => locations.children('locationId', locationId);

/** @throws {Missing} LOCATION_UNKNOWN: LocationLinked comes by another topic and may not be here yet */
export function placeOf(rows: readonly LocationRow[], locationId: string): Place {
  const location = rows.find((row) => row.locationId === locationId && row.known);
  if (!location) throw new Missing('LOCATION_UNKNOWN', `location ${locationId} is not known yet`, { locationId });
  return location;
}
