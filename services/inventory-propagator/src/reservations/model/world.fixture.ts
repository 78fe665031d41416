import type { AnyEvent } from '@penstock/contracts';
import { type Decimal, type Instant, zero } from '@penstock/domain';
import type { Handler, Outgoing } from '@penstock/messaging';
import { onLocationLinked } from '../../catalog/location-linked.js';
import { onProductLinked } from '../../catalog/product-linked.js';
import { aLocation, aProduct, pieces } from '../../events.fixture.js';
import { onKitDefined } from '../../kits/kit-defined.js';
import { onCycleCountCompleted } from '../../ledger/cycle-count-completed.js';
import { onStockAdjusted } from '../../ledger/stock-adjusted.js';
import { ruleSets } from '../../rules/rule-set.js';
import { onTransferCompleted } from '../../transfers/transfer-completed.js';
import { expireOrders } from '../expiry-loop.js';
import { onOrderCancelled } from '../order-cancelled.js';
import { onOrderCreated } from '../order-created.js';
import { onOrderUpdated } from '../order-updated.js';
import { onReleaseRequested } from '../release-requested.js';
import { type ReservationRow, reservations } from '../reservation.js';
import { onReservationRequested } from '../reservation-requested.js';
import { serveWaiting } from '../serve-waiting.js';
import { onShipmentConfirmed } from '../shipment-confirmed.js';
import { eventOf } from './events-of-operations.fixture.js';
import { FastMemory } from './fast-memory.fixture.js';
import { CHANNELS, LIMIT, LOCATIONS, type Operation, PARTS, PRODUCTS, SKUS, WINDOW } from './operations.fixture.js';

const MINUTE = 60_000_000;
/** 2025-11-21T00:00:00Z, in microseconds since 1970. */
const BEGINNING = 1_763_683_200_000_000;
export const instantAt = (minute: number): Instant => (BEGINNING + minute * MINUTE) as Instant;

const HANDLERS: Partial<Record<Operation['kind'], Handler>> = {
  adjust: onStockAdjusted,
  count: onCycleCountCompleted,
  move: onTransferCompleted,
  request: onReservationRequested,
  release: onReleaseRequested,
  create: onOrderCreated,
  update: onOrderUpdated,
  cancel: onOrderCancelled,
  ship: onShipmentConfirmed,
};

const RULES = {
  defaults: { backorderLimit: String(LIMIT), reservationWindowMs: WINDOW * 60_000, locationOrder: ['loc_2', 'loc_1'] },
  channels: {
    [CHANNELS[0]]: { rule: { policy: 'EACH_LINE_IN_FULL' } },
    [CHANNELS[1]]: { rule: { policy: 'ALL_LINES_OR_NONE' } },
    [CHANNELS[2]]: { rule: { policy: 'AS_MUCH_AS_THERE_IS' } },
  },
};

/** The service's handlers and loops on tables in memory, with the sums of what they wrote. */
export class World {
  readonly memory = new FastMemory((table, before, after) => this.wrote(table, before, after));
  /** Sums of movements, by `product location balance`; of reservations, by `product` and by `product location`. */
  readonly booked = new Map<string, number>();
  readonly reserved = new Map<string, number>();
  readonly owed = new Map<string, number>();
  readonly changed = new Set<ReservationRow>();
  private readonly events: { readonly handler: Handler; readonly event: AnyEvent }[] = [];

  constructor() {
    this.memory.save(ruleSets.save({ scope: 'entity', version: 1n, compiled: JSON.stringify(RULES) }));
    for (const locationId of LOCATIONS) this.deliver(onLocationLinked, aLocation({ locationId }), 0);
    const link = onProductLinked(new Map());
    for (const [i, productId] of PRODUCTS.entries())
      this.deliver(link, aProduct({ productId, sku: SKUS[i] as string, name: productId }), 0);
    const components = PARTS.map((per, part) => ({
      productId: PRODUCTS[part] as string,
      quantity: pieces(String(per)),
    }));
    const [meta] = [aProduct().meta];
    this.deliver(onKitDefined, { meta, productId: 'prd_kit', components } as AnyEvent, 0);
  }

  async apply(operation: Operation, minute: number): Promise<readonly Outgoing[]> {
    this.changed.clear();
    const now = instantAt(minute);
    if (operation.kind === 'sweep') return this.sweep(now);
    if (operation.kind === 'serve') return this.serve(now);
    if (operation.kind === 'again') {
      const before = this.events.at(-operation.back);
      return before ? this.memory.deliver(before.handler, before.event, now) : [];
    }
    const event = eventOf(operation, minute);
    const handler = HANDLERS[operation.kind] as Handler;
    this.events.push({ handler, event });
    return this.memory.deliver(handler, event, now);
  }

  private deliver(handler: Handler, event: AnyEvent, minute: number): void {
    this.memory.deliver(handler, event, instantAt(minute));
  }

  private async sweep(now: Instant): Promise<readonly Outgoing[]> {
    const due = this.memory.all(reservations).filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
    return this.memory.run(now, (unit) => expireOrders(unit, 'main', [...new Set(due.map(({ orderId }) => orderId))]));
  }

  private async serve(now: Instant): Promise<readonly Outgoing[]> {
    const said: Outgoing[] = [];
    for (const productId of PRODUCTS.slice(0, PARTS.length)) {
      const waiting = this.memory.children(reservations.children('productId', productId));
      const orders = waiting.filter(({ state }) => state === 'waiting').map(({ orderId }) => orderId);
      if (orders.length === 0) continue;
      said.push(...(await this.memory.run(now, (unit) => serveWaiting(unit, 'main', productId, orders))));
    }
    return said;
  }

  /** @returns false for rows that nobody reads again */
  private wrote(table: string, before: unknown, after: unknown): boolean {
    if (table === 'reservation') this.count(before as ReservationRow | undefined, after as ReservationRow);
    if (table === 'stock_movement') {
      const row = after as { productId: string; locationId: string; balance: string; quantity: Decimal };
      add(this.booked, `${row.productId} ${row.locationId} ${row.balance}`, row.quantity);
    }
    return table !== 'stock_movement' && table !== 'availability_review';
  }

  private count(before: ReservationRow | undefined, after: ReservationRow): void {
    this.changed.add(after);
    for (const [row, sign] of [[before, -1], [after, 1]] as const) {
      if (!row?.productId) continue;
      add(this.reserved, row.productId, row.reserved, sign);
      add(this.owed, row.productId, row.backordered, sign);
      for (const { locationId, quantity } of row.allocations)
        add(this.reserved, `${row.productId} ${locationId}`, Number(quantity), sign);
    } // prettier-ignore
  }
}

export const numberOf = (value: Decimal): number => (value === zero ? 0 : Number(value.toFixed()));

const add = (sums: Map<string, number>, key: string, quantity: Decimal | number, sign = 1): void => {
  const number = typeof quantity === 'number' ? quantity : numberOf(quantity);
  sums.set(key, (sums.get(key) ?? 0) + sign * number);
};
