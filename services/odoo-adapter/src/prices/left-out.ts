import { counter, logger } from '@penstock/observability';
import type { LeftOut } from './prices-of.js';

const log = logger('odoo-adapter.prices');

const leftOutPrices = counter('penstock.odoo.prices_left_out', {
  description: 'Prices read from Odoo that cannot be said exactly, by why; a price that is read again counts again.',
  unit: '{price}',
});

/** Counts prices that nobody is told of, and names some of them, so that a person can see what channels will not know. */
export function tellLeftOut(model: string, leftOut: readonly { readonly id: number; readonly why: LeftOut }[]): void {
  for (const [why, records] of Map.groupBy(leftOut, (each) => each.why)) {
    leftOutPrices.add(records.length, { model, why });
    const ids = records.slice(0, 10).map(({ id }) => id);
    log.warn(
      { alarm: 'PRICES_LEFT_OUT', model, why, count: records.length, ids },
      'prices in Odoo that cannot be said exactly are not announced',
    );
  }
}
