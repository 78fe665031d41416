import type { ExceptionRaised } from '@penstock/contracts';
import type { Outgoing } from '@penstock/messaging';
import { exception } from '../order-out/exceptions.js';
import type { OdooSystem } from '../odoo-system.js';
import type { CatalogSku } from './odoo-product.js';

/**
 * Odoo knows a SKU and it is not clear which product is meant; the order is held until a person has made it so.
 * @returns null for a SKU without trouble
 */
export function productTrouble(
  odoo: OdooSystem,
  order: { readonly orderId: string; readonly orderNumber: string | null },
  { sku, trouble, candidates }: Pick<CatalogSku, 'sku' | 'trouble' | 'candidates'>,
): Outgoing<ExceptionRaised> | null {
  if (trouble === null) return null;
  const ambiguous = trouble === 'AMBIGUOUS';
  const products = candidates.map((id) => `product.product,${id}`).join(' ');
  const number = order.orderNumber ?? order.orderId;
  return exception(odoo, ambiguous ? 'AMBIGUOUS_PRODUCT' : 'PRODUCT_ARCHIVED', order.orderId, sku, {
    severity: 'ERROR',
    message: ambiguous
      ? `Order ${number} is held: ${candidates.length} products in Odoo share its SKU ${sku}.`
      : `Order ${number} is held: the product with its SKU ${sku} is archived in Odoo.`,
    amount: null,
    facts: { ...(order.orderNumber !== null && { orderNumber: order.orderNumber }), sku, products },
    remedy: ambiguous
      ? 'Give the products in Odoo different internal references, or archive all but one; the order goes on by itself.'
      : 'Unarchive the product in Odoo, or give its internal reference to another; the order goes on by itself.',
  });
}
