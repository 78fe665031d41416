import { type OdooClient, OdooValidation, OdooWizard, records } from '@penstock/connector-odoo';
import { decimalText } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { mayBeAtIt, type OpenCalls } from '../open-calls/open-calls.js';
import { conflict } from '../refusal.js';
import { countName, findCountMove, movedSince } from './count-moves.js';
import { countOf, type PlacedStock, readStock } from './quants.js';
import type { StockCount } from './stock-count.js';

/** A count with its records in Odoo. */
export interface PlacedCount extends Pick<StockCount, 'countId' | 'counted' | 'countedAt' | 'reference'> {
  readonly productId: number;
  readonly locationId: number;
}

type Context = Readonly<Record<string, unknown>>;

const COUNTING = { inventory_mode: true };

/** The wizard by which Odoo asks what to do with a count whose stock changed. */
const CONFLICT = 'stock.inventory.conflict';

/** After these nothing was applied, and the same will not be tried again. */
const REFUSALS = [OdooValidation, OdooWizard, Permanent];

/**
 * Enters a count and applies it, as one: an application is never repeated by itself, because 19 takes a quant without a count for one of nothing and
 * empties it. Whether it happened is told by the move it made, which bears the count's id.
 * @returns the stock.move
 * @throws {Permanent} COUNT_CONFLICT with figures @throws {Transient} ODOO_MAY_BE_AT_IT, …
 */
export async function applyOnce(odoo: OdooClient, calls: OpenCalls, count: PlacedCount): Promise<number> {
  // Asked before anything is read: what is read after a "no" cannot change under us.
  const mayBeUnderWay = await calls.mayBeUnderWay(count.countId);
  const known = await findCountMove(odoo, count, count.countId);
  if (known !== undefined) return known;
  if (mayBeUnderWay) throw mayBeAtIt(count.countId);
  const stock = await readStock(odoo, count.productId, count.locationId);
  await refuseMoved(odoo, count, stock);
  await calls.make(count.countId, () => countAndApply(odoo, count, stock));
  const made = await findCountMove(odoo, count, count.countId);
  if (made !== undefined) return made;
  const facts = { counted: decimalText(count.counted), onHand: decimalText(stock.onHand) };
  throw conflict('COUNT_CONFLICT', 'Odoo applied it and made no move of it', facts);
}

async function countAndApply(odoo: OdooClient, count: PlacedCount, stock: PlacedStock): Promise<void> {
  const quantId = await enter(odoo, count, stock);
  const context = { ...COUNTING, inventory_name: countName(count.countId, count.reference) };
  try {
    await apply(odoo, count, quantId, context);
  } catch (error) {
    // Else it would lie on the quant, for the next who applies all counts.
    if (REFUSALS.some((kind) => error instanceof kind))
      await odoo.call('stock.quant', 'action_clear_inventory_quantity', { ids: [quantId] }, { context });
    throw error;
  }
}

async function apply(odoo: OdooClient, count: PlacedCount, quantId: number, context: Context): Promise<void> {
  try {
    await odoo.call('stock.quant', 'action_apply_inventory', { ids: [quantId] }, { context, refuseWizard: true });
  } catch (error) {
    if (!(error instanceof OdooWizard) || error.model !== CONFLICT) throw error;
    await settleConflict(odoo, count, quantId, context);
  }
}

/** Keeps the count on its quant; nothing has moved yet. @returns the quant */
async function enter(odoo: OdooClient, count: PlacedCount, stock: PlacedStock): Promise<number> {
  const { quantId, quantity } = countOf(count.counted, stock);
  const inventory_quantity = Number(decimalText(quantity));
  if (quantId !== null) {
    await odoo.call('stock.quant', 'write', { ids: [quantId], vals: { inventory_quantity } }, { context: COUNTING });
    return quantId;
  }
  const vals = { product_id: count.productId, location_id: count.locationId, inventory_quantity };
  // Without the context a stray quant would stand beside the real one.
  const made = await odoo.call('stock.quant', 'create', { vals_list: [vals] }, { context: COUNTING });
  return records.createdIds.parse(made)[0];
}

/**
 * Stock changed between entering and applying, and Odoo asks what to do. Where goods moved, nobody can say whether the counter saw them; where
 * only the figure was written over, the count is the better one.
 */
async function settleConflict(odoo: OdooClient, count: PlacedCount, quantId: number, context: Context): Promise<void> {
  await refuseMoved(odoo, count, await readStock(odoo, count.productId, count.locationId));
  const both = { quant_ids: [[6, 0, [quantId]]], quant_to_fix_ids: [[6, 0, [quantId]]] };
  const made = await odoo.call(CONFLICT, 'create', { vals_list: [both] }, { context });
  const ids = records.createdIds.parse(made);
  await odoo.call(CONFLICT, 'action_keep_counted_quantity', { ids }, { context, refuseWizard: true });
}

/** @throws {Permanent} COUNT_CONFLICT where goods moved after they were counted: the count cannot know of them, or may */
async function refuseMoved(odoo: OdooClient, count: PlacedCount, { onHand }: PlacedStock): Promise<void> {
  const moved = await movedSince(odoo, count, count.countedAt);
  if (moved === 0) return;
  const facts = { counted: decimalText(count.counted), onHand: decimalText(onHand), movedSince: String(moved) };
  const why = `${facts.counted} were counted, Odoo has ${facts.onHand}, and goods moved since the count`;
  throw conflict('COUNT_CONFLICT', why, facts);
}
