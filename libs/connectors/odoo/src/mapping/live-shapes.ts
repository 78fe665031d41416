import { z } from 'zod';
import { flag, float, id, ids, many2one, requiredMany2one, requiredText, text } from '../values/fields.js';

// The records that a mapping is made of, as 18 and 19 name their fields. Names: https://github.com/odoo/odoo/tree/18.0/addons/account/models,
// …/stock/models, …/delivery/models, …/product/models, and the same below 19.0.

export const user = z.object({ id, login: requiredText, company_ids: ids });

export const company = z.object({
  id,
  name: requiredText,
  currency_id: requiredMany2one,
  tax_calculation_rounding_method: requiredText,
});

export const warehouse = z.object({
  id,
  name: requiredText,
  code: requiredText,
  active: flag,
  company_id: requiredMany2one,
  lot_stock_id: requiredMany2one,
});

export const location = z.object({ id, complete_name: requiredText, barcode: text, company_id: many2one });

export const currency = z.object({ id, name: requiredText, active: flag });

export const pricelist = z.object({ id, name: requiredText, currency_id: requiredMany2one, company_id: many2one });

/** `amount` is in percent where `amount_type` is percent; `price_include` is what its own setting and the company's come to. */
export const tax = z.object({
  id,
  name: requiredText,
  active: flag,
  company_id: requiredMany2one,
  type_tax_use: requiredText,
  amount_type: requiredText,
  amount: float,
  price_include: flag,
});

export const carrier = z.object({
  id,
  name: requiredText,
  active: flag,
  company_id: many2one,
  product_id: requiredMany2one,
});

export const journal = z.object({
  id,
  name: requiredText,
  code: requiredText,
  type: requiredText,
  company_id: requiredMany2one,
});

export const externalId = z.object({ id, module: requiredText, name: requiredText, model: requiredText, res_id: id });

export type LiveCompany = z.output<typeof company>;
export type LiveTax = z.output<typeof tax>;
