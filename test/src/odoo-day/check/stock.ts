import type {
  CycleCountCompleted,
  GoodsReceived,
  ShipmentConfirmed,
  StockAdjusted,
  TransferCompleted,
} from '@penstock/contracts';
import type { Decimal } from '@penstock/domain';
import type { Day } from '../plan/day.js';
import { locationIdOf, productIdOf } from '../site/warehouse.js';
import type { Witness } from '../site/witness.js';
import type { Snapshot } from './snapshot.js';
import type { Verdict } from './verdict.js';

/** What people did to the stock of the day beside the orders, by SKU. */
export interface ByHand {
  /** Replaces what lay there in the morning: counted before anything left. */
  readonly counted: ReadonlyMap<string, number>;
  /** Came in on top. */
  readonly received: ReadonlyMap<string, number>;
}

/** Odoo's quants against the model: opening or count, less what left, plus what came back and in. */
export function checkStock(day: Day, byHand: ByHand, found: Snapshot): Partial<Verdict> {
  const lines = day.orders.flatMap(({ expected }) => expected.lines);
  const skus = new Map(found.products.map(({ id, default_code: sku }) => [id, sku]));
  const onHand = sums(found.quants.map(({ product_id: [id], quantity }) => [skus.get(id) ?? '', quantity]));
  const lastCount = new Map(day.counts.map(({ sku, counted }) => [sku, counted]));
  const unbalanced = day.products.flatMap(({ sku, opening }) => {
    const own = lines.filter((line) => line.sku === sku);
    const left = own.reduce((total, { shipped, returned }) => total + shipped - returned, 0);
    const base = lastCount.get(sku) ?? byHand.counted.get(sku) ?? opening;
    const must = base - left + (byHand.received.get(sku) ?? 0);
    const is = onHand.get(sku) ?? 0;
    return is === must ? [] : [`Odoo has ${is} of ${sku} on hand, the model ${must}`];
  });
  return { unbalanced };
}

/** Odoo's quants against the ledger that somebody keeps who only hears the events. */
export function checkLedger(found: Snapshot, witness: Witness): Partial<Verdict> {
  const ids = new Map(found.products.map(({ id, default_code: sku }) => [productIdOf(id), sku]));
  const ledger = ledgerOf(witness);
  const quants = sums(
    found.quants.map(({ product_id: [product], location_id: [place], quantity }) => [
      `${productIdOf(product)} ${locationIdOf(place)}`,
      quantity,
    ]),
  );
  const places = new Set([...quants.keys(), ...ledger.keys()]);
  const unbalanced = [...places].flatMap((place) => {
    const sku = ids.get(place.split(' ')[0] ?? '');
    const [is, said] = [quants.get(place) ?? 0, ledger.get(place) ?? 0];
    return sku === undefined || is === said
      ? []
      : [`Odoo has ${is} of ${sku} at ${place}, the events add up to ${said}`];
  });
  return { unbalanced };
}

/** Each stock.move.line and each transfer is announced by one event, whatever was repeated. */
export function checkAnnouncements(witness: Witness): Partial<Verdict> {
  const moves = witness
    .all<StockAdjusted>('StockAdjusted')
    .filter(({ cause }) => cause !== 'CORRECTION')
    .map(({ odooMoveId, locationId }) => `stock.move.line ${odooMoveId} at ${locationId}`);
  const moved = (['GoodsReceived', 'TransferCompleted'] as const)
    .flatMap((name) => witness.all<GoodsReceived | TransferCompleted>(name))
    .map(({ odooMoveId }) => `stock.move.line ${odooMoveId}`);
  const shipped = witness
    .all<ShipmentConfirmed>('ShipmentConfirmed')
    .flatMap(({ lines }) => lines.map(({ odooMoveId }) => `stock.move.line ${odooMoveId}`));
  return {
    doubled: [...repeated(moves), ...repeated([...moved, ...shipped])].map((what) => `${what} was announced twice`),
  };
}

/** The last count of a product and place, and every movement that takes effect after it. */
function ledgerOf(witness: Witness): ReadonlyMap<string, number> {
  const counts = new Map<string, { at: number; counted: number }>();
  for (const { productId, locationId, counted, countedAt } of witness.all<CycleCountCompleted>('CycleCountCompleted')) {
    const place = `${productId} ${locationId}`;
    if ((counts.get(place)?.at ?? -Infinity) > countedAt) continue;
    counts.set(place, { at: countedAt, counted: numberOf(counted.amount) });
  }
  const movements = [
    ...witness.all<StockAdjusted>('StockAdjusted').map((event) => ({ ...event, pieces: numberOf(event.delta.amount) })),
    ...witness
      .all<GoodsReceived>('GoodsReceived')
      .map((event) => ({ ...event, pieces: numberOf(event.quantity.amount) })),
    ...witness.all<TransferCompleted>('TransferCompleted').flatMap((event) => [
      { ...event, locationId: event.fromLocationId, pieces: -numberOf(event.quantity.amount) },
      { ...event, locationId: event.toLocationId, pieces: numberOf(event.quantity.amount) },
    ]),
    ...witness
      .all<ShipmentConfirmed>('ShipmentConfirmed')
      .flatMap(({ lines }) => lines.map((line) => ({ ...line, pieces: -numberOf(line.quantity.amount) }))),
  ];
  const after = movements.map(({ productId, locationId, pieces, effectiveAt }): [string, number] => {
    const place = `${productId} ${locationId}`;
    return [place, effectiveAt > (counts.get(place)?.at ?? -Infinity) ? pieces : 0];
  });
  return sums([...[...counts].map(([place, { counted }]): [string, number] => [place, counted]), ...after]);
}

const numberOf = (amount: Decimal): number => Number(amount.toString());

function sums(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const [key, amount] of entries) totals.set(key, (totals.get(key) ?? 0) + amount);
  return totals;
}

function repeated(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.has(key) || !seen.add(key));
}
