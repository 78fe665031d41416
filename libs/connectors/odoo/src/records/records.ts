import { z } from 'zod';
import {
  datetime,
  flag,
  float,
  id,
  many2one,
  requiredDatetime,
  requiredMany2one,
  requiredText,
  text,
} from '../values/fields.js';

// The records that Penstock reads, as both supported versions name their fields; what differs is in field-names.ts.
// Names: https://github.com/odoo/odoo/tree/18.0/addons/stock/models and …/sale/models, and the same below 19.0.

/** `product.product`. A change of its template moves `write_date`, a change of stock does not. */
export const product = z.object({
  id,
  default_code: text,
  barcode: text,
  display_name: requiredText,
  uom_id: requiredMany2one,
  is_storable: flag,
  active: flag,
  write_date: requiredDatetime,
});
export type ProductRecord = z.output<typeof product>;

/** `stock.location`. */
export const location = z.object({
  id,
  complete_name: requiredText,
  barcode: text,
  usage: requiredText,
  warehouse_id: many2one,
  active: flag,
  write_date: requiredDatetime,
});
export type LocationRecord = z.output<typeof location>;

export const warehouse = z.object({ id, code: requiredText });

/** `stock.quant`: several may exist for one product and place (lots, packages, races): always add them up. */
export const quant = z.object({ id, product_id: requiredMany2one, location_id: requiredMany2one, quantity: float });
export type QuantRecord = z.output<typeof quant>;

/** `stock.move`: what was planned and why; where goods really went is on its lines. `product_qty` is its demand in the product's own unit. */
export const move = z.object({
  id,
  state: requiredText,
  product_qty: float,
  product_id: requiredMany2one,
  picking_id: many2one,
  sale_line_id: many2one,
  is_inventory: flag,
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

/** Only there with the module stock_delivery. */
export const pickingCarrier = z.object({
  id,
  carrier_id: many2one,
  carrier_tracking_ref: text,
  carrier_tracking_url: text,
});
export type PickingCarrierRecord = z.output<typeof pickingCarrier>;

/** `sale.order`. `state` is draft, sent, sale or cancel; `delivery_status` pending, started, partial or full. */
export const saleOrder = z.object({
  id,
  name: requiredText,
  state: requiredText,
  locked: flag,
  date_order: requiredDatetime,
  currency_id: requiredMany2one,
  company_id: requiredMany2one,
  amount_total: float,
  amount_tax: float,
  delivery_status: text,
});
export type SaleOrderRecord = z.output<typeof saleOrder>;

/** What a change of a `sale.order` must know of it. */
export const changeableOrder = z.object({
  id,
  name: requiredText,
  state: requiredText,
  locked: flag,
  company_id: requiredMany2one,
  partner_shipping_id: requiredMany2one,
  delivery_status: text,
});
export type ChangeableOrderRecord = z.output<typeof changeableOrder>;

/** A `sale.order.line` with the field of its taxes, whose name differs by version. `qty_delivered_method` is `stock_move` for goods. */
const changeableLine = z.object({
  id,
  name: requiredText,
  product_id: many2one,
  product_uom_qty: float,
  price_unit: float,
  discount: float,
  qty_delivered: float,
  qty_delivered_method: text,
  customer_lead: float,
});
export const changeableLine18 = changeableLine.extend({ tax_id: z.array(id) });
export const changeableLine19 = changeableLine.extend({ tax_ids: z.array(id) });
export type ChangeableLineRecord = z.output<typeof changeableLine>;

export const saleOrderLineDelivery = z.object({ id, qty_delivered: float });

/** `ir.model.data`: which record an external id names. (module, name) is unique: Odoo's only fence against doing a thing twice. */
export const externalId = z.object({ id, name: requiredText, model: requiredText, res_id: id });

export const pricelist = z.object({ id, currency_id: requiredMany2one });

export const country = z.object({ id, code: text });
export const countryState = z.object({ id, code: requiredText });

/** With the country, whose states share their codes with those of others. */
export const countryStateOf = z.object({ id, code: requiredText, name: requiredText, country_id: requiredMany2one });

/** `res.partner`: a contact, or with another `type` an address below one. Addresses may be nameless. */
export const partner = z.object({
  id,
  name: text,
  email_normalized: text,
  vat: text,
  street: text,
  street2: text,
  zip: text,
  city: text,
  state_id: many2one,
  country_id: many2one,
  company_id: many2one,
  /** The company a contact belongs to, or itself. */
  commercial_partner_id: requiredMany2one,
});
export type PartnerRecord = z.output<typeof partner>;

/** `product.product` with its list price: of one unit, in `currency_id`, the same for all companies that may sell it. */
export const listPrice = z.object({
  id,
  lst_price: float,
  currency_id: requiredMany2one,
  company_id: many2one,
  product_tmpl_id: requiredMany2one,
  active: flag,
  write_date: requiredDatetime,
});
export type ListPriceRecord = z.output<typeof listPrice>;

/** `product.pricelist` as prices need it. Archiving or renaming one does not move its rules' `write_date`. */
export const priceList = z.object({ id, name: requiredText, active: flag, write_date: requiredDatetime });
export type PriceListRecord = z.output<typeof priceList>;

/** `product.pricelist.item`: `applied_on` says which of product, template, category it is for, `compute_price` how. */
export const priceRule = z.object({
  id,
  pricelist_id: requiredMany2one,
  company_id: many2one,
  currency_id: requiredMany2one,
  applied_on: requiredText,
  product_id: many2one,
  product_tmpl_id: many2one,
  compute_price: requiredText,
  fixed_price: float,
  min_quantity: float,
  date_start: datetime,
  date_end: datetime,
  write_date: requiredDatetime,
});
export type PriceRuleRecord = z.output<typeof priceRule>;

export const company = z.object({ id, name: requiredText, currency_id: requiredMany2one });
export type CompanyRecord = z.output<typeof company>;

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

/** How goods of a `product.product` are told apart: `tracking` is none, lot or serial. */
export const productTracking = z.object({ id, tracking: requiredText, is_storable: flag });

/** Where nothing but which records there are matters. */
export const onlyId = z.object({ id });

/** Whatever has nothing but its name to be found by, such as a `delivery.carrier`. */
export const named = z.object({ id, name: requiredText });

/** `stock.quant` with what may keep it apart from others of its product and place. */
export const countedQuant = z.object({
  id,
  quantity: float,
  lot_id: many2one,
  package_id: many2one,
  owner_id: many2one,
});
export type CountedQuantRecord = z.output<typeof countedQuant>;

/** Whose a `stock.location` is; null: everybody's. */
export const locationCompany = z.object({ id, company_id: many2one });

/** `stock.move.line` with the name of what it belongs to: a transfer's, or that of a count. */
export const namedLine = z.object({ id, reference: text });

/** What `create` answers to a list of one. */
export const createdIds = z.tuple([id]);

/** What a wizard answers that shows the record it made: an action of the web client. */
export const shownRecord = z.object({ res_id: id });

/** `stock.return.picking.line`: what comes back of one move. */
export const returnLine = z.object({ id, move_id: many2one });
