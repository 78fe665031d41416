import type { LoggedRequest } from '@penstock/testing/odoo';
import type { Snapshot } from '../../odoo-day/check/snapshot.js';
import { isWrite } from './writes.js';

interface Busy {
  readonly from: number;
  readonly to: number;
  readonly call: string;
}

/**
 * Calls that wrote to one document at the same moment, by Odoo's own request log: there is one in flight per document, whichever process makes
 * it. A document is an order with its lines, transfers and moves, or the quants of one product.
 */
export function callsAtOnce(requests: readonly LoggedRequest[], found: Snapshot): string[] {
  const documentOf = documentsOf(found);
  const busy = new Map<string, Busy[]>();
  for (const { model, method, args, kwargs, time, durationMs } of requests) {
    if (!isWrite(model, method)) continue;
    const to = Date.parse(time);
    const span = { from: to - durationMs, to, call: `${model}.${method}` };
    for (const document of documentOf(String(model), { args, kwargs }))
      busy.set(document, [...(busy.get(document) ?? []), span]);
  }
  return [...busy].flatMap(([document, spans]) => {
    const sorted = spans.toSorted((a, b) => a.from - b.from);
    return sorted.flatMap((span, index) => {
      const before = sorted.slice(0, index).find(({ to }) => to > span.from + CLOCK_GRAIN_MS);
      return before ? [`${document}: ${span.call} began while ${before.call} was under way`] : [];
    });
  });
}

/** The log tells whole milliseconds, the end by one clock and the duration by another. */
const CLOCK_GRAIN_MS = 5;

type Documents = (model: string, call: { args?: unknown; kwargs?: unknown }) => readonly string[];

function documentsOf({ orders, lines, pickings, moves, quants }: Snapshot): Documents {
  const owner = new Map<string, string>();
  for (const { id, name } of orders) owner.set(`sale.order ${id}`, name);
  for (const { id, order_id: order } of lines) owner.set(`sale.order.line ${id}`, order[1]);
  for (const { id, sale_id: order } of pickings) if (order !== false) owner.set(`stock.picking ${id}`, order[1]);
  for (const { id, picking_id: picking } of moves)
    owner.set(`stock.move ${id}`, owner.get(`stock.picking ${picking === false ? 0 : picking[0]}`) ?? '');
  for (const { id, product_id: product } of quants) owner.set(`stock.quant ${id}`, `product ${product[0]}`);
  return (model, { args, kwargs }) => {
    const named = (kwargs as { ids?: unknown } | undefined)?.ids;
    const ids = named ?? (Array.isArray(args) ? (args as unknown[])[0] : undefined);
    if (!Array.isArray(ids)) return [];
    return [...new Set(ids.flatMap((id) => owner.get(`${model} ${String(id)}`) || []))];
  };
}
