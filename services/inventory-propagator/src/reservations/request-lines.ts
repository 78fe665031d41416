import type { ExceptionRaised, ReservationRejected, ReservationRequested } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import type { Rules } from '../rules/rules.js';
import type { CustomerOrderRow } from './customer-order.js';
import type { OrderLines } from './order-lines.js';
import { expiredBefore, orderCancelled } from './request-conflicts.js';
import { type Goods, judgeLine } from './requested-line.js';
import { reserveLines } from './reserve-lines.js';
import { sayRefused } from './say-reservation.js';
import type { LineDecision } from './stated-line.js';

export interface Surroundings extends Goods {
  readonly order: CustomerOrderRow;
  readonly rules: Rules;
  readonly channel: string | null;
  readonly now: Instant;
}

export interface Requested {
  readonly decisions: readonly LineDecision[];
  /** Of lines that were not even asked for. */
  readonly refusals: readonly Outgoing<ReservationRejected>[];
  readonly exceptions: readonly Outgoing<ExceptionRaised>[];
}

/** Decides on a request, line by line: what cannot be asked for is refused by name, and everything else goes on as the policy says. */
export function requestLines(event: ReservationRequested, lines: OrderLines, around: Surroundings): Requested {
  const { meta, orderId } = event;
  const { order, rules, channel, now } = around;
  if (order.state === 'cancelled') return { ...NOTHING, exceptions: [orderCancelled(meta, orderId)] };
  const rule = rules.ruleFor(channel, event.lines[0]?.sku ?? null);
  const expiresAt = event.expiresAt ?? ((now + rule.reservationWindowMs * 1000) as Instant);
  const judged = event.lines.map((line) => judgeLine(event, line, lines, around));
  const asked = judged.flatMap(({ asked: line }) => line ?? []);
  const exceptions = judged.flatMap(({ exception }) => exception ?? []);
  const refusals = judged.flatMap(({ refusal }) => refusal ?? []);
  const refuseAll = (reason: ReservationRejected['reason']) => [
    ...refusals,
    ...asked.map((line) => sayRefused(meta, lines, line, reason)),
  ];
  if (expiresAt <= now)
    return {
      ...{ decisions: [], refusals: refuseAll('EXPIRED') },
      exceptions: [...exceptions, expiredBefore(meta, orderId, expiresAt)],
    };
  const policy = event.policy === 'UNKNOWN' ? rule.policy : event.policy;
  if (policy === 'ALL_LINES_OR_NONE' && judged.some(({ isImpossible }) => isImpossible))
    return { decisions: [], refusals: refuseAll('OTHER_LINE_REJECTED'), exceptions };
  const decisions = reserveLines(lines, asked, {
    ...{ rules, channel, policy, wanting: 'all', now },
    ...{ priority: event.priority, backorder: event.backorder },
    // What is asked for an order that was taken has no end of its own.
    expiresAt: order.state === 'taken' ? null : expiresAt,
  });
  return { decisions, refusals, exceptions };
}

const NOTHING: Requested = { decisions: [], refusals: [], exceptions: [] };
