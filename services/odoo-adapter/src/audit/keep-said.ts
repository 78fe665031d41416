import {
  ExceptionRaised,
  GoodsReceived,
  type OdooReference,
  StockAdjusted,
  TransferCompleted,
} from '@penstock/contracts';
import type { KeepSaid, SaidEvent } from '@penstock/messaging';

/**
 * Keeps what was said of an order, of a count, and of goods that moved in Odoo: which event, when, of which record in Odoo, and of an exception
 * what it says. Of products, prices and the opening balance nothing: they are nobody's story.
 */
export const keepSaid: KeepSaid = async (transaction, said) => {
  const ofOrders = said.flatMap((event) => {
    const orderId = orderOf(event);
    return orderId === null ? [] : [{ ...rowOf(event), record: recordIn(event), traceId: traceOf(event), orderId }];
  });
  const ofStock = said.flatMap((event) => {
    const [moveLineId, countId] = [movedLineIn(event), countOf(event)];
    if (orderOf(event) !== null || (moveLineId === null && countId === null)) return [];
    return [{ ...rowOf(event), moveLineId, countId }];
  });
  if (ofOrders.length > 0) await transaction.query(OF_ORDERS, [JSON.stringify(ofOrders)], 'keep said of orders');
  if (ofStock.length > 0) await transaction.query(OF_STOCK, [JSON.stringify(ofStock)], 'keep said of stock');
};

const OF_ORDERS = `INSERT INTO odoo_said (event_id, event_type, order_id, trace_id, record, exception)
  SELECT r."eventId", r."eventType", r."orderId", r."traceId", r.record, r.exception
  FROM jsonb_to_recordset($1::jsonb) AS r("eventId" uuid, "eventType" text, "orderId" text, "traceId" text, record text,
    exception jsonb)`;
const OF_STOCK = `INSERT INTO odoo_stock_said (event_id, event_type, move_line_id, count_id, exception)
  SELECT r."eventId", r."eventType", r."moveLineId", r."countId", r.exception
  FROM jsonb_to_recordset($1::jsonb) AS r("eventId" uuid, "eventType" text, "moveLineId" bigint, "countId" text, exception jsonb)`;

/** An event's own order, or the order whose story it continues. */
function orderOf({ meta, content }: SaidEvent): string | null {
  const named = [content['orderId'], content['subject'], meta.correlationId];
  return named.find((id): id is string => typeof id === 'string' && id.startsWith('ord_')) ?? null;
}

/** The count that an exception is about. */
function countOf({ type, content }: SaidEvent): string | null {
  if (type.name !== ExceptionRaised.name) return null;
  const { reference } = (content as unknown as ExceptionRaised).facts;
  return reference?.startsWith('cnt_') ? reference : null;
}

/** Which events speak of a single line of a move. */
const MOVEMENTS: ReadonlySet<string> = new Set([StockAdjusted.name, GoodsReceived.name, TransferCompleted.name]);

const movedLineIn = ({ type, content }: SaidEvent): number | null =>
  MOVEMENTS.has(type.name) ? (content as unknown as StockAdjusted).odooMoveId : null;

const rowOf = ({ type, meta, content }: SaidEvent) => ({
  eventId: meta.eventId,
  eventType: type.name.split('.').at(-1) ?? type.name,
  exception: exceptionIn(type, content),
});

const traceOf = ({ traceparent }: SaidEvent): string | null => traceparent?.split('-')[1] ?? null;

function recordIn(event: SaidEvent): string | null {
  const { odoo } = event.content;
  const line = movedLineIn(event);
  if (line !== null) return `stock.move.line,${line}`;
  if (typeof odoo !== 'object' || odoo === null) return null;
  const { model, id } = odoo as OdooReference;
  return `${model},${id}`;
}

function exceptionIn(type: SaidEvent['type'], content: SaidEvent['content']): object | null {
  if (type.name !== ExceptionRaised.name) return null;
  const { exceptionId, kind, severity, message, remedy } = content as unknown as ExceptionRaised;
  return { exceptionId, kind, severity, message, remedy };
}
