import { counter, logger } from '@penstock/observability';

const log = logger('odoo-adapter.comparison');

const missed = counter('penstock.odoo.missed_changes', {
  description: 'Changes in Odoo that no look had seen and the full comparison found, by model.',
  unit: '{record}',
});

const gone = counter('penstock.odoo.gone_records', {
  description: 'Records that were deleted in Odoo and found missing by the full comparison, by model.',
  unit: '{record}',
});

/**
 * Says that looks by the clock went past changes: they carried a time that lay before the overlap when they became visible. What was computed
 * from another record (a company's name, a variant's surcharge) may change without any time of its own.
 */
export function tellMissed(model: string, count: number, marginSeconds: number): void {
  if (count === 0) return;
  missed.add(count, { model });
  log.error(
    { alarm: 'ODOO_CHANGES_MISSED', model, count, marginSeconds },
    'the comparison found changes that no look had seen: a transaction in Odoo took longer than ODOO_POLL_MARGIN_SECONDS, or the change bore no time of its own',
  );
}

export function tellGone(model: string, count: number): void {
  if (count === 0) return;
  gone.add(count, { model });
  log.info({ model, count }, 'records are not in Odoo any more');
}
