import type { SaleOrderRecord } from '@penstock/connector-odoo';
import { decimal, decimalText } from '@penstock/domain';
import type { OrderDraft } from './order-draft.js';

/** Odoo's sums are not the channel's: nothing may be delivered or invoiced on them before a person has looked. */
export interface AmountMismatch {
  /** The total by the channel, such as `59.90 EUR`. */
  readonly expected: string;
  /** By Odoo. */
  readonly found: string;
  /** The tax in it by the channel, in the same form. */
  readonly expectedTax: string;
  readonly foundTax: string;
}

type Sums = Pick<SaleOrderRecord, 'currency_id' | 'amount_total' | 'amount_tax'>;

/** Compared to the cent: a tax computed otherwise is a wrong book even where the total happens to be right. */
export function mismatchOf(order: Sums, draft: Pick<OrderDraft, 'currency' | 'total' | 'tax'>): AmountMismatch | null {
  const currency = order.currency_id.name;
  const isSame =
    currency === draft.currency &&
    order.amount_total.eq(decimal(draft.total)) &&
    order.amount_tax.eq(decimal(draft.tax));
  if (isSame) return null;
  return {
    expected: `${draft.total} ${draft.currency}`,
    found: `${decimalText(order.amount_total)} ${currency}`,
    expectedTax: `${draft.tax} ${draft.currency}`,
    foundTax: `${decimalText(order.amount_tax)} ${currency}`,
  };
}
