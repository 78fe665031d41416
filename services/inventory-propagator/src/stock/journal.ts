import type { Decimal, Instant } from '@penstock/domain';
import type { Save } from '@penstock/persistence';
import type { Stock } from './stock.js';
import {
  type Balance,
  levelDay,
  levelOf,
  type MovementKind,
  type StockMovementRow,
  stockMovements,
} from './stock-movement.js';

/** Where a movement comes from: everything it says besides how much of what. */
export interface Why {
  readonly kind: MovementKind;
  readonly cause: string;
  readonly effectiveAt: Instant;
  readonly orderLineId?: string | null;
  /** Id of the stock.move.line in Odoo. */
  readonly odooMoveId?: number | null;
}

/** One change of one balance. */
export interface Entry {
  readonly balance: Balance;
  /** Empty where it is bound to none. */
  readonly locationId: string;
  readonly quantity: Decimal;
  /** See {@link stockMovements}. */
  readonly stated?: Decimal;
  /** Defaults to true. */
  readonly applied?: boolean;
}

/** The movements of one event, in the order in which they are booked. */
export class Journal {
  readonly save: Save<StockMovementRow>[] = [];

  /**
   * @param eventId of the event that moves the stock; a loop that acts by itself makes one
   * @param now when it is recorded
   */
  constructor(
    private readonly eventId: string,
    private readonly now: Instant,
  ) {}

  write({ product }: Stock, entry: Entry, why: Why): void {
    const { balance, locationId } = entry;
    this.save.push(
      stockMovements.save({
        eventId: this.eventId,
        position: this.save.length,
        productId: product.productId,
        locationId,
        balance,
        kind: why.kind,
        quantity: entry.quantity,
        stated: entry.stated ?? null,
        unit: product.unit ?? 'unit',
        cause: why.cause,
        effectiveAt: why.effectiveAt,
        levelDay:
          balance === 'on_hand'
            ? levelDay(product.productId, locationId, why.effectiveAt)
            : levelOf(product.productId, locationId),
        applied: entry.applied ?? true,
        orderLineId: why.orderLineId ?? null,
        odooMoveId: why.odooMoveId == null ? null : BigInt(why.odooMoveId),
        recordedAt: this.now,
      }),
    );
  }
}
