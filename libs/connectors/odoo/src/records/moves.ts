import { z } from 'zod';
import { flag, float, id, many2one, requiredDatetime, requiredMany2one, requiredText, text } from '../values/fields.js';

// Goods that moved, or are to move.

/** `stock.move`: what was planned and why; where goods really went is on its lines. `product_qty` is its demand in the product's own unit. */
export const move = z.object({
  id,
  state: requiredText,
  product_qty: float,
  product_id: requiredMany2one,
  picking_id: many2one,
  sale_line_id: many2one,
  is_inventory: flag,
  location_id: requiredMany2one,
  location_dest_id: requiredMany2one,
  /** The document that asked for it, such as P00042. */
  origin: text,
  date: requiredDatetime,
  write_date: requiredDatetime,
});
export type MoveRecord = z.output<typeof move>;

/** `stock.move.line`: goods that went from one place to another, `quantity` in `product_uom_id`. */
export const moveLine = z.object({
  id,
  move_id: many2one,
  product_id: requiredMany2one,
  quantity: float,
  product_uom_id: requiredMany2one,
  location_id: requiredMany2one,
  location_dest_id: requiredMany2one,
});
export type MoveLineRecord = z.output<typeof moveLine>;

/** The same quantity in the product's own unit; computed and stored by Odoo since 17. */
export const moveLineInProductUnit = z.object({ id, quantity_product_uom: float });

/** `stock.move` as it is planned; `product_qty` is its demand in the product's own unit. */
export const plannedMove = z.object({
  id,
  picking_id: many2one,
  product_id: requiredMany2one,
  product_qty: float,
  sale_line_id: many2one,
  state: requiredText,
});
export type PlannedMoveRecord = z.output<typeof plannedMove>;

/** `stock.move` of a transfer: `product_uom_qty` is its demand and `quantity` what is reserved or was moved, both in `product_uom`. */
export const transferMove = z.object({
  id,
  state: requiredText,
  picking_id: many2one,
  product_id: requiredMany2one,
  product_uom: requiredMany2one,
  product_uom_qty: float,
  quantity: float,
  sale_line_id: many2one,
  origin_returned_move_id: many2one,
  location_id: requiredMany2one,
});
export type TransferMoveRecord = z.output<typeof transferMove>;

/** `stock.move.line` with the name of what it belongs to: a transfer's, or that of a count. */
export const namedLine = z.object({ id, reference: text });
