import { ExceptionRaised, type OdooReference } from '@penstock/contracts';
import type { KeepSaid, SaidEvent } from '@penstock/messaging';

/**
 * Keeps what was said of an order: which event, when, of which record in Odoo, and of an exception what it says. Of products and stock nothing:
 * they are no order's story.
 */
export const keepSaid: KeepSaid = async (transaction, said) => {
  const rows = said.flatMap((event) => {
    const orderId = orderOf(event);
    return orderId === null ? [] : [{ ...rowOf(event), orderId }];
  });
  if (rows.length === 0) return;
  await transaction.query(
    `INSERT INTO odoo_said (event_id, event_type, order_id, trace_id, record, exception)
     SELECT r."eventId", r."eventType", r."orderId", r."traceId", r.record, r.exception
     FROM jsonb_to_recordset($1::jsonb) AS r("eventId" uuid, "eventType" text, "orderId" text, "traceId" text,
       record text, exception jsonb)`,
    [JSON.stringify(rows)],
    'keep said',
  );
};

/** An event's own order, or the order whose story it continues. */
function orderOf({ meta, content }: SaidEvent): string | null {
  const named = [content['orderId'], content['subject'], meta.correlationId];
  return named.find((id): id is string => typeof id === 'string' && id.startsWith('ord_')) ?? null;
}

function rowOf({ type, meta, content, traceparent }: SaidEvent) {
  return {
    eventId: meta.eventId,
    eventType: type.name.split('.').at(-1) ?? type.name,
    traceId: traceparent?.split('-')[1] ?? null,
    record: recordIn(content),
    exception: exceptionIn(type, content),
  };
}

function recordIn({ odoo }: SaidEvent['content']): string | null {
  if (typeof odoo !== 'object' || odoo === null) return null;
  const { model, id } = odoo as OdooReference;
  return `${model},${id}`;
}

function exceptionIn(type: SaidEvent['type'], content: SaidEvent['content']): object | null {
  if (type.name !== ExceptionRaised.name) return null;
  const { exceptionId, kind, severity, message, remedy } = content as unknown as ExceptionRaised;
  return { exceptionId, kind, severity, message, remedy };
}
