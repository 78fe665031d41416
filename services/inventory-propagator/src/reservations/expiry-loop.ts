import { instantOfMillis, isoOf, uuid7 } from '@penstock/domain';
import type { Loop, UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { Journal } from '../stock/journal.js';
import { releaseLine } from './line-ends.js';
import { causeOf, lockOrders } from './locked-orders.js';
import { OrderLines } from './order-lines.js';
import { sayReleased } from './say-reservation.js';

/** Lines in one transaction: their products are locked for its length. */
const SLICE = 50;

const DUE = `SELECT order_id AS "orderId" FROM reservation WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2`;

/** Gives up what was set aside for orders that did not come in time. Any replica may do any of it: what is due is looked at again under its lock. */
export class ExpiryLoop implements Loop {
  readonly name = 'reservation-expiry';
  readonly everyMillis = 500;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly entity: string,
  ) {}

  async turn(): Promise<boolean> {
    const now = isoOf(instantOfMillis(Date.now()));
    const due = await this.units.database.query<{ orderId: string }[]>(DUE, [now, SLICE]);
    if (due.length === 0) return false;
    const orderIds = due.map(({ orderId }) => orderId);
    await this.units.run(undefined, (unit) => expireOrders(unit, this.entity, orderIds));
    return due.length === SLICE;
  }
}

/** Ends what is due of these orders. One that was created meanwhile has no end any more. */
export async function expireOrders(unit: UnitOfWork, entity: string, orderIds: readonly string[]): Promise<void> {
  const { now } = unit;
  const isDue = ({ expiresAt }: { readonly expiresAt: number | null }) => expiresAt !== null && expiresAt <= now;
  const { orders, known, stocks, rules } = await lockOrders(unit, orderIds, (rows) =>
    rows.filter(isDue).flatMap(({ productId }) => productId ?? []),
  );
  for (const { orderId, channel, state } of orders) {
    const lines = new OrderLines(
      orderId,
      known.filter((row) => row.orderId === orderId),
      stocks,
    );
    // A version that knows no end of a reservation takes an order and leaves it: what the order has does not end.
    const due = state === 'taken' ? [] : lines.all().filter(isDue);
    const freed = due.flatMap((line) => releaseLine(lines, line, null, 'expired'));
    // What had nothing set aside is not to be found again.
    for (const row of lines.rowsWhere(isDue)) lines.put({ ...row, expiresAt: null });
    const journal = new Journal(uuid7(), now);
    unit.save(...lines.saves(journal, { kind: 'released', cause: 'EXPIRED', effectiveAt: now }), ...journal.save);
    const cause = causeOf(entity, orderId, channel);
    for (const event of sayReleased(cause, freed, 'EXPIRED')) unit.emit(event, cause);
  }
  const given = { now, newId: uuid7, traceparent: null };
  const { save, events } = stocks.changes(given, 'live', rules);
  unit.save(...save);
  for (const event of events) unit.emit(event, causeOf(entity, 'reservations that expired'));
}
