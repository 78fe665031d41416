import { type BulkTask, type Task, TaskLoop, type UnitsOfWork } from '@penstock/messaging';
import { inTransaction } from '@penstock/persistence';
import { keepRequests } from './keep-requests.js';
import { noted } from './noting-client.js';
import type { OdooRequest } from './odoo-request.js';

/**
 * Carries a task out, alone or in bulk, and keeps what it asked of Odoo and what Odoo answered. Before the task is settled, and in a transaction
 * of its own: an attempt that fails, or that another one took over from, is settled nowhere, and is the one that people ask about.
 */
export function auditedLoop<P, R>(units: UnitsOfWork, task: Task<P, R> | BulkTask<P, R>): TaskLoop<P, R> {
  const keep = <T>(naturalKeys: readonly string[], work: () => Promise<T>) =>
    keeping(units, task.name, naturalKeys, work);
  if (!('most' in task)) {
    const perform: Task<P, R>['perform'] = (payload, attempt) =>
      keep([attempt.naturalKey], () => task.perform(payload, attempt));
    return new TaskLoop(units, { ...task, perform });
  }
  const perform: BulkTask<P, R>['perform'] = (items) =>
    keep(
      items.map(({ attempt }) => attempt.naturalKey),
      () => task.perform(items),
    );
  const bulk: BulkTask<P, R> = { ...task, perform };
  return new TaskLoop<P, R>(units, bulk);
}

async function keeping<T>(
  { database }: UnitsOfWork,
  task: string,
  naturalKeys: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const requests: OdooRequest[] = [];
  try {
    return await noted(requests, work);
  } finally {
    if (requests.length > 0) {
      await inTransaction(database, (transaction) => keepRequests(transaction, task, naturalKeys, requests));
    }
  }
}
