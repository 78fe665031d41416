import type { Transaction } from '@penstock/persistence';
import type { OdooRequest } from './odoo-request.js';

/** Writes down what one attempt asked of Odoo; nobody changes it afterwards. */
export async function keepRequests(
  transaction: Transaction,
  task: string,
  naturalKeys: readonly string[],
  requests: readonly OdooRequest[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO odoo_request (at, task, natural_keys, model, method, outcome, millis, record_ids, trace_id)
     SELECT r.at, $1, $2::text[], r.model, r.method, r.outcome, r.millis, r."recordIds", r."traceId"
     FROM jsonb_to_recordset($3::jsonb) AS r(at timestamptz, model text, method text, outcome text, millis integer,
       "recordIds" bigint[], "traceId" text)`,
    [task, naturalKeys, JSON.stringify(requests)],
    'keep requests',
  );
}
