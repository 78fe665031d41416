import type { OrderUpdated } from '@penstock/contracts';
import { instantOfOdoo } from '@penstock/connector-odoo';
import { type DraftLine, draftOf, type OrderDraft } from '../order-out/order-draft.js';

/**
 * The order as it is after an update. Lines that the update neither states nor removes stay as they were: absence says nothing. What no update
 * changes (the day of the order, its customer) is taken from before.
 */
export function changedDraft(before: OrderDraft, update: OrderUpdated): OrderDraft {
  const unchanged = { tenders: [], channelReferences: {}, test: false, tags: [] };
  const order = { ...update, ...unchanged, placedAt: instantOfOdoo(before.placedAt) };
  const { lines, ...now } = draftOf(order, before.cause);
  const stated = new Set([...update.lines.map(({ lineId }) => lineId), ...update.removedLines]);
  const left = before.lines.filter((line) => {
    const lineId = goodsLineOf(line);
    return lineId !== null && !stated.has(lineId);
  });
  return { ...now, lines: [...lines, ...left], placedAt: before.placedAt, customerId: before.customerId };
}

/** The order line that a line of the draft is, or is a discount on; null for charges of the whole order. */
export const goodsLineOf = ({ lineId, externalId }: Pick<DraftLine, 'lineId' | 'externalId'>): string | null =>
  lineId ?? /_(orl_[0-9a-z]+)(?:_|$)/.exec(externalId)?.[1] ?? null;

/** All lines that were ever removed by name and did not come back. */
export function removedLines(before: readonly string[], { lines, removedLines: removed }: OrderUpdated): string[] {
  const back = new Set(lines.map(({ lineId }) => lineId));
  return [...new Set([...before, ...removed])].filter((lineId) => !back.has(lineId));
}

/** Lines that are other goods than before: in Odoo they have moves, and their product is fixed. */
export function exchangedLines(before: OrderDraft, after: OrderDraft): string[] {
  const skus = new Map(before.lines.flatMap(({ lineId, sku }) => (lineId === null ? [] : [[lineId, sku]])));
  return after.lines.flatMap(({ lineId, sku }) =>
    lineId !== null && skus.has(lineId) && skus.get(lineId) !== sku ? [lineId] : [],
  );
}
