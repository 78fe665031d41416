import type { EventMeta, ExceptionRaised, ReleaseRequested } from '@penstock/contracts';
import { type Decimal, sum, zero } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import { quantityRefused } from './exceptions.js';
import { type Freed, releaseLine } from './line-ends.js';
import type { OrderLines } from './order-lines.js';
import { nothingToRelease, releasedByAnother, releasedTooMany, releasedUnknown } from './release-conflicts.js';
import { promisedTo, type ReservationRow } from './reservation.js';
import { kitsOf } from './stated-line.js';

type ReleasedLine = NonNullable<ReleaseRequested['lines']>[number];

export interface Released {
  readonly freed: readonly Freed[];
  readonly exceptions: readonly Outgoing<ExceptionRaised>[];
}

/** Gives up all that is set aside for an order. */
export function releaseAll(meta: EventMeta, lines: OrderLines): Released {
  const held = lines.all().filter((line) => line.state === 'held' || heldFor(lines, line).gt(zero));
  const freed = held.flatMap((line) => releaseLine(lines, line, null, 'released'));
  return { freed, exceptions: held.length > 0 ? [] : [nothingToRelease(meta, lines.orderId, null)] };
}

/**
 * Gives up lines, or parts of them.
 * @param owners which order has each of the named lines
 */
export function releaseSome(
  meta: EventMeta,
  lines: OrderLines,
  some: readonly ReleasedLine[],
  owners: readonly { readonly lineId: string; readonly orderId: string }[],
): Released {
  const each = some.map((line) => {
    const owner = owners.find(({ lineId }) => lineId === line.lineId)?.orderId;
    return releaseOne(meta, lines, line, owner);
  });
  return { freed: each.flatMap(({ freed }) => freed), exceptions: each.flatMap(({ exceptions }) => exceptions) };
}

function releaseOne(
  meta: EventMeta,
  lines: OrderLines,
  { lineId, quantity }: ReleasedLine,
  owner: string | undefined,
): Released {
  const { orderId } = lines;
  const refuse = (exception: Outgoing<ExceptionRaised>): Released => ({ freed: [], exceptions: [exception] });
  if (!lines.has(lineId)) {
    const isAnothers = owner !== undefined && owner !== orderId;
    return refuse(
      isAnothers ? releasedByAnother(meta, orderId, lineId, owner) : releasedUnknown(meta, orderId, lineId),
    );
  }
  if (quantity !== null && !quantity.amount.gt(zero))
    return refuse(quantityRefused(meta, orderId, { lineId, quantity }, 'nothing can be given up of that'));
  const line = lines.get(lineId);
  const held = heldFor(lines, line);
  if (held.eq(zero) && line.state !== 'held') return refuse(nothingToRelease(meta, orderId, line));
  const amount = quantity === null ? null : lines.inUnitOf(line, quantity);
  const freed = releaseLine(lines, line, amount === null || amount.gte(held) ? null : amount, 'released');
  if (amount === null || amount.lte(held)) return { freed, exceptions: [] };
  return { freed, exceptions: [releasedTooMany(meta, orderId, line, held, amount)] };
}

/** What is promised to a line; of a kit, in whole kits and parts of them. */
function heldFor(lines: OrderLines, line: ReservationRow): Decimal {
  if (line.state !== 'kit') return promisedTo(line);
  const parts = lines.partsOf(line.lineId).filter(({ perKit }) => perKit !== null);
  const kits = parts.map((part) => kitsOf(promisedTo(part), part));
  const most = kits.reduce((a, b) => (a.gt(b) ? a : b), zero);
  return most.gt(zero) ? most : sum(parts.map(promisedTo));
}
