import type { OrderLine, ShippingLine } from '@penstock/contracts';

/** A tax as a channel states it: title, rate as a fraction, and whether prices contain it. */
export type ChannelTax = Pick<OrderLine['taxes'][number], 'title' | 'rate' | 'included'>;

/** A way of delivery as a channel states it. */
export type ChannelShipping = Pick<ShippingLine, 'title' | 'code' | 'carrier'>;

/** What channels' words mean in one company of Odoo, by database ids: everything the file names was found in the live Odoo. */
export interface CompanyMapping {
  /** res.company */
  readonly id: number;
  readonly name: string;
  /** ISO 4217 code of its books. */
  readonly currency: string;
  /** True where the company keeps its customers to itself. Else a new customer belongs to no company: all of them share it. */
  readonly ownsPartners?: boolean;
  readonly warehouse: {
    /** stock.warehouse */
    readonly id: number;
    readonly code: string;
    /** stock.location where its goods lie. */
    readonly stockLocationId: number;
  };
  /** stock.location by the name that the file gives it. */
  locationOf(name: string): number | undefined;
  /** account.tax; undefined where nobody said what the tax is in Odoo. */
  taxOf(tax: ChannelTax): number | undefined;
  /** delivery.carrier and its product.product, by the channel's code, else by its title; undefined where neither is mapped: a plain charge. */
  carrierOf(shipping: ChannelShipping): { readonly carrierId: number; readonly productId: number } | undefined;
  /**
   * product.pricelist in a currency; undefined where the company has none: orders in the currency of its books need none, orders in another one
   * are held.
   */
  pricelistOf(currency: string): number | undefined;
  /** account.journal of a way to pay, by the channel's name of its gateway. */
  journalOf(gateway: string): number | undefined;
}

/** The mapping file as the live Odoo has it. */
export interface Mapping {
  /** As the file says; kept with every order that was written by it. */
  readonly version: string;
  readonly companies: readonly CompanyMapping[];
  /** The company that takes a channel's orders; undefined where nobody said which. */
  companyOf(channel: string | null): CompanyMapping | undefined;
}
