import type { PersonalData } from '@penstock/contracts';
import type { CompanyMapping } from '../mapping/mapping.js';

/** The customer of one order, who must be somebody in Odoo before the order can be written. */
export interface WantedPartner {
  readonly orderId: string;
  /** Stands in for a name where the channel withholds the person. */
  readonly orderNumber: string;
  /** Canonical customer id; a guest has one per order. */
  readonly customerId: string;
  readonly personal: PersonalData | null;
}

/** The company that takes the orders. */
export type PartnerCompany = Pick<CompanyMapping, 'id' | 'ownsPartners'>;

/** res.partner ids for an order: the customer's own where an address is the one Odoo has. */
export interface OrderAddresses {
  /** For partner_shipping_id. */
  readonly shippingId: number;
  /** For partner_invoice_id. */
  readonly invoiceId: number;
}

/** Who a customer is in Odoo. */
export interface Partner {
  /** res.partner */
  readonly partnerId: number;
  /** Name in module `penstock` of ir.model.data that leads to it. */
  readonly externalId: string;
  /** Known by its external id; linked now, as somebody whom people had entered; or made now. */
  readonly how: 'known' | 'linked' | 'made';
  /** By order id: the orders of one customer may go to several places. */
  readonly addresses: ReadonlyMap<string, OrderAddresses>;
}

/** A person must say who the customer is: merging by guess cannot be undone. */
export interface PartnerConflict {
  readonly conflict:
    /** Several contacts carry the VAT number, or the e-mail address. */
    | 'SEVERAL'
    /** VAT number and e-mail address lead to different contacts, or the e-mail's contact has another VAT number. */
    | 'DIFFERENT'
    /** Odoo does not take the customer's data; why, its message says, which may name the person and so is left out. */
    | 'REFUSED';
  /** The contacts in question. Names are personal data: for a page that asks people, never for logs or events. */
  readonly candidates: readonly { readonly id: number; readonly name: string }[];
}

export const isConflict = (found: Partner | PartnerConflict): found is PartnerConflict => 'conflict' in found;
