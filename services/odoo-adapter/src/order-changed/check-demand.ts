import type { OdooClient } from '@penstock/connector-odoo';
import { decimalText, sum, zero } from '@penstock/domain';
import { isDelivery, isOpen, transfersOf } from '../transfers/transfers.js';
import type { OrderInOdoo } from './sale-order-in-odoo.js';

/** A line of which Odoo plans to deliver something else than what is open. */
export interface WrongDemand {
  /** External id without the module. */
  readonly lineId: string;
  /** Ordered and not delivered yet. */
  readonly open: string;
  /** In deliveries that are not done. */
  readonly planned: string;
}

/** Holds the open deliveries of a confirmed order against what is ordered and not delivered. A kit, delivered as other products, is left out. */
export async function checkDemand(odoo: OdooClient, order: OrderInOdoo): Promise<WrongDemand[]> {
  const goods = [...order.lines].filter(([, line]) => line.qty_delivered_method === 'stock_move');
  if (order.state !== 'sale' || goods.length === 0) return [];
  const transfers = await transfersOf(odoo, goods.map(([, { id }]) => id)); // prettier-ignore
  const moves = transfers.filter(isDelivery).flatMap((transfer) => transfer.moves.filter(isOpen));
  return goods.flatMap(([lineId, line]) => {
    const own = moves.filter(({ sale_line_id }) => sale_line_id?.id === line.id);
    if (own.some(({ product_id }) => product_id.id !== line.product_id?.id)) return [];
    const rest = line.product_uom_qty.minus(line.qty_delivered);
    const open = rest.lt(zero) ? zero : rest; // more was delivered than was ordered
    const planned = sum(own.map(({ product_uom_qty }) => product_uom_qty));
    return planned.eq(open) ? [] : [{ lineId, open: decimalText(open), planned: decimalText(planned) }];
  });
}
