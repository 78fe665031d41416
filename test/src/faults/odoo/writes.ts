/** A kind of write to Odoo, and the calls that it may be made by: a fault strikes each of them. */
export interface Write {
  readonly kind: string;
  readonly calls: readonly (readonly [model: string, method: string])[];
}

export const WRITES: readonly Write[] = [
  { kind: 'customer', calls: [['res.partner', 'load'], ['res.partner', 'create']] },
  { kind: 'order', calls: [['sale.order', 'load']] },
  { kind: 'confirmation', calls: [['sale.order', 'action_confirm']] },
  { kind: 'change', calls: [['sale.order', 'write'], ['sale.order.line', 'write'], ['sale.order.line', 'load']] },
  { kind: 'cancellation', calls: [['sale.order', 'action_cancel']] },
  { kind: 'delivery', calls: [['stock.picking', 'write'], ['stock.picking', 'button_validate']] },
  { kind: 'return', calls: [['stock.return.picking', 'create'], ['stock.return.picking', 'action_create_returns']] },
  { kind: 'count', calls: [['stock.quant', 'create'], ['stock.quant', 'write'], ['stock.quant', 'action_apply_inventory']] },
]; // prettier-ignore

export const kindOf = (model: string | undefined, method: string): string | undefined =>
  WRITES.find(({ calls }) => calls.some(([its, called]) => its === model && called === method))?.kind;

const READS = /^(search|read|fields_get|name_search|default_get|check_access|formatted_read_group|has_access|web_)/;

/** Whether a call may change anything. */
export const isWrite = (model: string | undefined, method: string): boolean =>
  model !== undefined && !READS.test(method);
