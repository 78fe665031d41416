import { ExceptionRaised, type ProductLinked } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { ProductRow } from '../stock/product.js';

/** Two products of Odoo share a SKU: the first keeps it, the other holds none until a person decides. */
export const skuTaken = (
  { meta, productId, sku, name }: ProductLinked,
  holder: ProductRow,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', meta.entity, 'inventory-propagator', `SKU_TAKEN ${productId} ${sku}`),
    kind: 'INVALID_INPUT',
    severity: 'ERROR',
    subject: productId,
    message: `The SKU ${sku} of ${name} belongs to ${holder.name ?? holder.productId} already: orders and channels go on with that one.`,
    amount: null,
    facts: { sku: sku ?? '', productId, holder: holder.productId },
    remedy:
      'Give one of the two products another internal reference in Odoo, then save the product that shall keep this one.',
  });
