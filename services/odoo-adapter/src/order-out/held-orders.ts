import { isoOf } from '@penstock/domain';
import { type Loop, Transient, type UnitsOfWork } from '@penstock/messaging';
import { context, contextOf, logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import type { Mappings } from '../mapping/mapping.js';
import { odooOrders } from './odoo-order.js';
import { wantSaleOrderAgain } from './want-sale-order.js';

const log = logger('odoo-adapter.orders');

/** How many held orders are let go in one turn: they must not crowd out those that lack nothing. */
const MOST = 100;

/**
 * Lets held orders try again: each after its pause, and those that the mapping held back as soon as there is another version of it. What a person
 * has put right needs no further word; an order that still lacks something is held again, silently.
 */
export class HeldOrders implements Loop {
  readonly name = 'held orders';
  readonly everyMillis = 5_000;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly mappings: Mappings,
  ) {}

  async turn(): Promise<boolean> {
    const version = await this.version();
    if (version === null) return false;
    const due = await inTransaction(this.units.database, (transaction) =>
      transaction.query<{ orderId: string }>(
        `SELECT order_id AS "orderId" FROM odoo_order
         WHERE state = 'held' AND (held_until <= clock_timestamp() OR hold->>'kind' = 'NOT_MAPPED' AND mapping_version <> $1)
         ORDER BY held_until LIMIT $2`,
        [version, MOST],
        'find held orders',
      ),
    );
    if (due.length > 0) await this.letGo(due.map(({ orderId }) => orderId));
    return due.length === MOST;
  }

  /** Null while the mapping is not whole or Odoo is away, which its own log and health name: nothing is written then, and nothing needs to be let go. */
  private async version(): Promise<string | null> {
    try {
      return (await this.mappings.current()).version;
    } catch (error) {
      if (error instanceof Transient) return null;
      throw error;
    }
  }

  private letGo(orderIds: readonly string[]): Promise<void> {
    return this.units.run(undefined, async (unit) => {
      await unit.load(orderIds.map((orderId) => odooOrders.one({ orderId })));
      for (const orderId of orderIds) {
        const order = unit.row(odooOrders.one({ orderId }));
        if (order.state !== 'held' || order.draft === null) continue; // cancelled, or let go by another
        unit.save(odooOrders.save({ ...order, state: 'ready', heldUntil: null }));
        // The order's trace goes on.
        const { cause } = order.draft;
        context.with(contextOf(cause.traceparent), () =>
          unit.once(wantSaleOrderAgain(orderId, isoOf(unit.now)), cause),
        );
        log.info({ orderId, orderNumber: order.orderNumber, hold: order.hold }, 'a held order tries again');
      }
    });
  }
}
