import type { EventMeta } from '@penstock/contracts';
import type { Given } from '@penstock/messaging';
import type { Save } from '@penstock/persistence';
import type { KitComponentRow } from '../kits/kit-component.js';
import type { Rules } from '../rules/rules.js';
import { Journal } from '../stock/journal.js';
import type { StockSet } from '../stock/stock-set.js';
import type { CustomerOrderRow } from './customer-order.js';
import { kitPartsOf } from './kit-lines.js';
import { OrderLines } from './order-lines.js';
import type { ReservationRow } from './reservation.js';
import { reserveLines } from './reserve-lines.js';
import { type SaidOfLine, sayDecisions } from './say-reservation.js';

/** What the lines of several orders are reserved with. */
interface Surroundings {
  readonly orders: readonly CustomerOrderRow[];
  /** All rows of these orders. */
  readonly held: readonly ReservationRow[];
  readonly kits: readonly KitComponentRow[];
  readonly stocks: StockSet;
  readonly rules: Rules;
}

/** Reserves for the lines that waited for a SKU, now that a product has it. */
export function reserveHeld(
  meta: EventMeta,
  { sku, productId }: { readonly sku: string; readonly productId: string },
  { orders, held, kits, stocks, rules }: Surroundings,
  { now }: Given,
): { readonly save: readonly Save[]; readonly events: readonly SaidOfLine[] } {
  const save: Save[] = [];
  const events: SaidOfLine[] = [];
  const journal = new Journal(meta.eventId, now);
  const parts = kitPartsOf(kits, productId);
  for (const { orderId, channel } of orders) {
    const known = held.filter((row) => row.orderId === orderId);
    const lines = new OrderLines(orderId, known, stocks);
    const asked = known
      .filter(({ waitingSku }) => waitingSku === sku)
      .map(({ lineId, ordered: amount, unit }) => ({
        ...{ lineId, sku, stock: stocks.get(productId), parts, quantity: { amount, unit } },
      }));
    if (asked.length === 0) continue;
    const { priority } = rules.ruleFor(channel, null);
    const decisions = reserveLines(lines, asked, {
      ...{ rules, channel, priority, policy: 'UNKNOWN', wanting: 'all', expiresAt: null, backorder: true, now },
    });
    save.push(...lines.saves(journal, { kind: 'reserved', cause: 'ORDER', effectiveAt: now }));
    events.push(...sayDecisions(meta, lines, decisions));
  }
  return { save: [...save, ...journal.save], events };
}
