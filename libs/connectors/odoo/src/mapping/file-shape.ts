import { decimal, type Decimal } from '@penstock/domain';
import { z } from 'zod';

// The shape of the mapping file. Every scalar arrives as text, see mapping-file.ts: a rate never becomes a float, and a code such as NO never
// becomes a boolean.

const text = z.string().trim().min(1, 'must not be empty');
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR');

const rate = z
  .string()
  .regex(/^0(\.\d{1,18})?$|^1(\.0{1,18})?$/, 'must be a fraction such as 0.19 for nineteen percent')
  .transform((written): Decimal => decimal(written));

const tax = z.strictObject({
  /** The channel's name of the tax; without it, any name with this rate. */
  title: text.optional(),
  rate,
  /** Whether the channel's prices contain it. */
  included: z.enum(['true', 'false'], 'must be true or false').transform((written) => written === 'true'),
  /** account.tax by external id, such as `account.1_sale_tax_template`, or by its exact name. */
  odoo: text,
});

const carrier = z.strictObject({
  /** The channel's code or title of the delivery. */
  shipping: text,
  /** delivery.carrier by external id or by its exact name. */
  odoo: text,
});

const payment = z.strictObject({
  /** The channel's name of the gateway. */
  gateway: text,
  /** Short code of the account.journal, such as BNK1. */
  journal: text,
});

const location = z.strictObject({
  /** What Penstock's people call the place. */
  name: text,
  /** stock.location by its complete name, such as WH/Stock/Shelf 1, or by its barcode. */
  odoo: text,
});

const company = z.strictObject({
  /** The company's exact name in Odoo. */
  name: text,
  /** Names of the channels whose orders it takes. */
  channels: z.array(text).min(1, 'must name at least one channel'),
  /** Short name of its warehouse. */
  warehouse: text,
  /** Of its books. */
  currency,
  /** Further currencies that its channels sell in; each needs a pricelist. */
  orderCurrencies: z.array(currency).default([]),
  /** Whether new customers belong to no company, or to this one, whose people alone then see them. */
  customers: z.enum(['shared', 'own'], 'must be shared or own').default('shared'),
  taxes: z.array(tax).default([]),
  carriers: z.array(carrier).default([]),
  payments: z.array(payment).default([]),
  locations: z.array(location).default([]),
});

export const mappingFile = z.strictObject({
  /** Changes with every change of the file, such as 2026-11-21.1; kept with every order written by it. */
  version: z
    .string()
    .regex(/^[\w.-]{1,40}$/, 'must be up to 40 letters, digits, dots and hyphens, such as 2026-11-21.1'),
  companies: z.array(company).min(1, 'must name at least one company'),
});

/** What a person wrote: nothing in it has been looked up. */
export type MappingFile = z.output<typeof mappingFile>;
export type MappedCompany = MappingFile['companies'][number];
export type MappedTax = MappedCompany['taxes'][number];
