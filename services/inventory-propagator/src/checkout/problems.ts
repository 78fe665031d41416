import { decimalText } from '@penstock/domain';
import { type Problem, problem } from '@penstock/http';
import { isInfrastructure } from '@penstock/persistence';
import type { FastifyReply } from 'fastify';
import type { ClaimOutcome, LineTrouble, RefusedLine } from './outcome.js';
import { Overloaded } from './collector.js';

const RETRY_AFTER_SECONDS = '1';

/** Troubles of the request itself; the others are of the stock, and may be over the next moment. */
const OF_THE_REQUEST: ReadonlySet<LineTrouble> = new Set([
  'unknown-product',
  'contested-product',
  'unit-mismatch',
  'quantity-not-allowed',
]);

const errorOf = ({ index, trouble, detail, available }: RefusedLine) => ({
  pointer: `/lines/${index}`,
  type: `/problems/${trouble}`,
  detail,
  ...(available !== null && { available: decimalText(available) }),
});

/** 422 where a line can never be reserved as it was asked for, 409 where there is too little now. */
export function refusal(refused: readonly RefusedLine[]): Problem {
  const own = refused.filter(({ trouble }) => trouble !== 'other-line-refused');
  const [first] = own;
  const invalid = own.find(({ trouble }) => OF_THE_REQUEST.has(trouble));
  const named = invalid ?? first;
  return problem(invalid ? 422 : 409, {
    type: `/problems/${named?.trouble ?? 'insufficient-stock'}`,
    title: 'Nothing was reserved',
    detail: named?.detail ?? 'No line could be reserved.',
    errors: refused.map(errorOf),
  });
}

export const errorsOf = (refused: readonly RefusedLine[]): object =>
  refused.length === 0 ? {} : { refused: refused.map(errorOf) };

export function conflict(outcome: Extract<ClaimOutcome, { kind: 'contradicted' | 'order-cancelled' }>): Problem {
  if (outcome.kind === 'order-cancelled')
    return problem(409, { type: '/problems/order-cancelled', detail: 'The order of this reference was cancelled.' });
  return problem(409, {
    type: '/problems/reservation-conflict',
    detail:
      'This orderReference stands for a reservation of other lines or quantities: release it first, or use another.',
    reservation: outcome.reservation,
  });
}

export const unknownReservation = (): Problem =>
  problem(404, {
    type: '/problems/no-such-reservation',
    detail: 'This channel has reserved nothing under this reference.',
  });

/** Whatever is over soon is a 503 with Retry-After; the rest stays what it is. */
export function asAnswer(error: unknown, reply: FastifyReply): unknown {
  const busy = error instanceof Overloaded;
  if (!busy && !isInfrastructure(error)) return error;
  void reply.header('retry-after', RETRY_AFTER_SECONDS);
  const detail = busy
    ? 'Too many requests are waiting; this one was not begun. Asking again is safe.'
    : 'The database does not answer as it should. Asking again with the same orderReference is safe.';
  return problem(503, { type: '/problems/busy', detail }, { cause: error });
}

export const orderCreated = (reservation: object): Problem =>
  problem(409, {
    type: '/problems/order-created',
    detail: 'The order of this reference was created meanwhile: cancel the order, and its stock is free again.',
    reservation,
  });
