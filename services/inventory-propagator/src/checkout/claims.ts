import { zero } from '@penstock/domain';
import type { Cause, UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { context, currentTraceparent, ROOT_CONTEXT } from '@penstock/observability';
import { isInfrastructure } from '@penstock/persistence';
import { customerOrders } from '../reservations/customer-order.js';
import { reservations } from '../reservations/reservation.js';
import { type ReservationAnswer, reservationAnswer } from './answer.js';
import type { Caller } from './claim-body.js';
import type { Claim } from './claim.js';
import { Collector } from './collector.js';
import type { ClaimOutcome, ReleaseOutcome } from './outcome.js';
import { Settlement } from './settlement.js';

/** What a checkout asks for, with the trace it belongs to. */
export type Request = { readonly cause: Cause } & (
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'release'; readonly orderId: string; readonly orderReference: string }
);

/** Several groups, since one that waits for a product that a batch of events holds must not keep those of other products waiting. */
const LIMITS = { together: 100, groups: 4, waiting: 5_000, patienceMs: 3_000 };
const TRIES = 3;

/** Reservations for checkouts: decided at once, many in one transaction. */
export class Claims {
  private readonly collector = new Collector<Request, ClaimOutcome | ReleaseOutcome>(
    // The group has no trace of its own: each request continues its own.
    (requests) => context.with(ROOT_CONTEXT, () => this.carryOut(requests)),
    LIMITS,
  );

  constructor(private readonly units: UnitsOfWork) {}

  /** @throws {Overloaded}, or what the database threw */
  claim(claim: Claim, caller: Caller): Promise<ClaimOutcome> {
    return this.collector.ask({ kind: 'claim', claim, cause: causeOf(caller, claim.orderId) }) as Promise<ClaimOutcome>;
  }

  /** Gives back everything that an order is promised. @throws as {@link claim} */
  release(order: { orderId: string; orderReference: string }, caller: Caller): Promise<ReleaseOutcome> {
    const request: Request = { kind: 'release', ...order, cause: causeOf(caller, order.orderId) };
    return this.collector.ask(request) as Promise<ReleaseOutcome>;
  }

  /** Reads without a lock. @returns undefined where nothing was ever asked for under the order's id */
  find(orderId: string, orderReference: string): Promise<ReservationAnswer | undefined> {
    return this.units.run(undefined, async (unit) => {
      const [order] = await unit.read(customerOrders.children('orderId', orderId));
      const rows = await unit.read(reservations.children('orderId', orderId));
      const isKnown = order !== undefined && rows.some(({ ordered }) => ordered.gt(zero));
      return isKnown ? reservationAnswer(orderReference, order, rows) : undefined;
    });
  }

  /** A lock that could not be had, or a deadlock, says nothing about the requests: all of them are tried again. */
  private async carryOut(requests: readonly Request[]): Promise<(ClaimOutcome | ReleaseOutcome)[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.units.run(undefined, (unit) => settle(unit, requests));
      } catch (error) {
        if (attempt === TRIES || !isInfrastructure(error)) throw error;
      }
    }
  }
}

async function settle(unit: UnitOfWork, requests: readonly Request[]): Promise<(ClaimOutcome | ReleaseOutcome)[]> {
  const settlement = await Settlement.load(unit, requests);
  const outcomes = requests.map((request, i) =>
    request.kind === 'claim' ? settlement.claim(request, i) : settlement.release(request),
  );
  settlement.announce();
  return outcomes;
}

const causeOf = ({ entity, channel, destination }: Caller, orderId: string): Cause => ({
  entity,
  source: { system: destination, channel },
  correlationId: orderId,
  causationId: null,
  mode: 'live',
  traceparent: currentTraceparent(),
});
