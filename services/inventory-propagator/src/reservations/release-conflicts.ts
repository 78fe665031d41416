import type { EventMeta, ExceptionRaised } from '@penstock/contracts';
import { type Decimal, decimalText } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import { reservationConflict } from './exceptions.js';
import type { ReservationRow, ReservationState } from './reservation.js';

type Raised = Outgoing<ExceptionRaised>;

/** How a line came to be promised nothing, for people. */
const ENDS: Partial<Record<ReservationState, string>> = {
  released: 'was given up before',
  expired: 'ended by itself before',
  consumed: 'was shipped',
  rejected: 'was never granted',
};

/** @param line null where the whole order is meant */
export const nothingToRelease = (meta: EventMeta, orderId: string, line: ReservationRow | null): Raised =>
  reservationConflict(meta, orderId, {
    code: line?.state === 'released' || line === null ? 'RELEASED_TWICE' : 'NOTHING_RESERVED',
    lineId: line?.lineId ?? null,
    message: line
      ? `Line ${line.lineId} of order ${orderId} is to be released, and ${ENDS[line.state] ?? 'has nothing set aside'}.`
      : `Order ${orderId} is to be released, and has nothing set aside.`,
    facts: { state: line?.state ?? '' },
    remedy: 'Nothing needs to be done where it is a repetition; otherwise look which order was meant.',
  });

export const releasedByAnother = (meta: EventMeta, orderId: string, lineId: string, owner: string): Raised =>
  reservationConflict(meta, orderId, {
    code: 'ANOTHER_ORDERS_LINE',
    lineId,
    message: `Order ${orderId} wants to release line ${lineId}, which is one of order ${owner}: it stays set aside.`,
    facts: { owner },
    remedy: `Ask in the name of order ${owner}, or name a line of this one.`,
  });

export const releasedUnknown = (meta: EventMeta, orderId: string, lineId: string): Raised =>
  reservationConflict(meta, orderId, {
    code: 'UNKNOWN_LINE',
    lineId,
    message: `Order ${orderId} wants to release line ${lineId}, for which nothing was ever asked.`,
    remedy: 'Name a line by the id under which it was asked for.',
  });

export const releasedTooMany = (
  meta: EventMeta,
  orderId: string,
  { lineId, unit }: ReservationRow,
  held: Decimal,
  asked: Decimal,
): Raised =>
  reservationConflict(meta, orderId, {
    code: 'RELEASED_TOO_MANY',
    lineId,
    message: `Line ${lineId} of order ${orderId} is to give up ${decimalText(asked)} ${unit}, and had ${decimalText(held)} set aside: all of it was released.`,
    facts: { asked: `${decimalText(asked)} ${unit}`, held: `${decimalText(held)} ${unit}` },
    remedy: 'Nothing is left to release; look why more was expected.',
  });
