import type { StockCause } from '@penstock/contracts';
import { isKept, type StockLine } from './stock-line.js';

/**
 * Why stock moved, by what the other end is for. Usages: https://github.com/odoo/odoo/blob/18.0/addons/stock/models/stock_location.py
 * Goods sent back to a supplier are a negative receipt; what goes to an inventory place without being a count is scrap.
 */
export function causeOfMove({ from, to, isCount }: StockLine): StockCause {
  if (isKept(from) && isKept(to)) return 'TRANSFER';
  const { usage } = isKept(from) ? to : from;
  switch (usage) {
    case 'customer':
      return isKept(from) ? 'SALE' : 'RETURN';
    case 'supplier':
      return 'RECEIPT';
    case 'inventory':
      return isCount ? 'COUNT' : 'SCRAP';
    case 'production':
      return 'PRODUCTION';
    default:
      return 'CORRECTION';
  }
}
