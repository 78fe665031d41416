import type { StockCause } from '@penstock/contracts';
import { isOurs, type StockLine } from './stock-line.js';

/**
 * Why stock moved, by what the other end is for. Usages: https://github.com/odoo/odoo/blob/18.0/addons/stock/models/stock_location.py
 * Goods sent back to a supplier are a negative receipt; what goes to an inventory place without being a count is scrap.
 */
export function causeOfMove({ from, to, isCount }: StockLine): StockCause {
  if (isOurs(from) && isOurs(to)) return 'TRANSFER';
  const { usage } = isOurs(from) ? to : from;
  switch (usage) {
    case 'customer':
      return isOurs(from) ? 'SALE' : 'RETURN';
    case 'supplier':
      return 'RECEIPT';
    case 'inventory':
      return isCount ? 'COUNT' : 'SCRAP';
    case 'production':
      return 'PRODUCTION';
    case 'transit':
      return 'TRANSFER';
    default:
      return 'CORRECTION';
  }
}
