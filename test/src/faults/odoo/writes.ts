import type { LoggedRequest } from '@penstock/testing/odoo';

/** A call that writes; `mentions` tells those of one method apart by a text in their arguments, as JSON. */
export interface WritingCall {
  readonly model: string;
  readonly method: string;
  readonly mentions?: string;
}

/** A kind of write to Odoo, and the calls that it may be made by: a fault strikes each of them. */
export interface Write {
  readonly kind: string;
  readonly calls: readonly WritingCall[];
}

const write = (kind: string, ...calls: (readonly [model: string, method: string, mentions?: string])[]): Write => ({
  kind,
  calls: calls.map(([model, method, mentions]) => ({ model, method, ...(mentions !== undefined && { mentions }) })),
});

export const WRITES: readonly Write[] = [
  write('customer', ['res.partner', 'load']),
  write('order', ['sale.order', 'load', '"client_order_ref"']),
  write('confirmation', ['sale.order', 'action_confirm']),
  write('order date', ['sale.order', 'load', '["id","date_order"]']),
  write('change', ['sale.order', 'load', '["id","order_line/id"']),
  write('cancellation', ['sale.order', 'action_cancel']),
  write('delivery', ['stock.picking', 'write'], ['stock.picking', 'button_validate']),
  write('return', ['stock.return.picking', 'create'], ['stock.return.picking', 'action_create_returns']),
  write('count', ['stock.quant', 'create'], ['stock.quant', 'action_apply_inventory']),
];

export const kindOf = ({ model, method, args }: Pick<LoggedRequest, 'model' | 'method' | 'args'>): string | undefined =>
  WRITES.find(({ calls }) =>
    calls.some(
      (call) =>
        call.model === model &&
        call.method === method &&
        (call.mentions === undefined || JSON.stringify(args).includes(call.mentions)),
    ),
  )?.kind;

const READS = /^(search|read|fields_get|name_search|default_get|check_access|formatted_read_group|has_access|web_)/;

/** Whether a call may change anything. */
export const isWrite = (model: string | undefined, method: string): boolean =>
  model !== undefined && !READS.test(method);
