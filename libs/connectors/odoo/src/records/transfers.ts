import { z } from 'zod';
import { datetime, id, many2one, requiredDatetime, requiredMany2one, requiredText, text } from '../values/fields.js';

// Transfers: what moves together.

/** `stock.picking`. */
export const picking = z.object({ id, name: requiredText, date_done: datetime, sale_id: many2one });
export type PickingRecord = z.output<typeof picking>;

/** `stock.picking` as it is planned: which way its goods go, when, and what it is the rest of. */
export const plannedPicking = z.object({
  id,
  name: requiredText,
  state: requiredText,
  scheduled_date: datetime,
  backorder_id: many2one,
  location_id: requiredMany2one,
  location_dest_id: requiredMany2one,
  write_date: requiredDatetime,
});
export type PlannedPickingRecord = z.output<typeof plannedPicking>;

/** Only there with the module stock_delivery. */
export const pickingCarrier = z.object({
  id,
  carrier_id: many2one,
  carrier_tracking_ref: text,
  carrier_tracking_url: text,
});
export type PickingCarrierRecord = z.output<typeof pickingCarrier>;

/** `stock.picking` as it is worked on. `picking_type_code` is incoming, outgoing or internal; `return_id` is what it takes back. */
export const transfer = z.object({
  id,
  name: requiredText,
  state: requiredText,
  picking_type_code: text,
  company_id: many2one,
  return_id: many2one,
});
export type TransferRecord = z.output<typeof transfer>;

/** What a wizard answers that shows the record it made: an action of the web client. */
export const shownRecord = z.object({ res_id: id });

/** `stock.return.picking.line`: what comes back of one move. */
export const returnLine = z.object({ id, move_id: many2one });
