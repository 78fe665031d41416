import type { CompanyMapping, OdooClient } from '@penstock/connector-odoo';
import { decimal, decimalText, sum, zero } from '@penstock/domain';
import { mayBeAtIt, type OpenCalls } from '../open-calls/open-calls.js';
import { conflict } from '../refusal.js';
import { findOrder } from '../transfers/find-order.js';
import { findMarks, mark } from '../transfers/marks.js';
import type { NamedPicking } from '../transfers/save-pickings.js';
import { isDone, isOpen, readTransfers, type Transfer, transfersOf } from '../transfers/transfers.js';
import { validateTransfer } from '../transfers/validate-transfer.js';
import { findLostReturn } from './find-lost-return.js';
import { makeReturn } from './make-return.js';
import { backBy, planReturn, type WantedLine } from './plan-return.js';
import { placesOf, refuseForeignPlace } from './places-of.js';
import type { ReturnReport } from './received-return.js';

/** What a return is booked with. */
export interface Booking {
  readonly odoo: OdooClient;
  readonly calls: OpenCalls;
  readonly companies: readonly CompanyMapping[];
  readonly returnId: string;
  readonly orderId: string;
  readonly report: ReturnReport;
}

/**
 * Books a return in Odoo, once: a return of each delivery that its goods left by, marked with its id, then validated. A return that was made
 * although its answer was lost is found by the delivery it takes back and by having no mark.
 * @throws {Permanent} RETURN_CONFLICT, ODOO_… @throws {Transient} ODOO_MAY_BE_AT_IT, …
 */
export async function carryOut(booking: Booking): Promise<NamedPicking[]> {
  const { odoo, calls, returnId } = booking;
  const lines = await findLines(booking);
  // Asked before anything is read: what is read after a "no" cannot change under us.
  const mayBeUnderWay = await calls.mayBeUnderWay(returnId);
  const marked = await readMarked(odoo, returnId);
  const isWhole = leftOf(lines, marked).length === 0;
  if (mayBeUnderWay && !(isWhole && marked.every(isDone))) throw mayBeAtIt(returnId);
  const returns = isWhole ? marked : await makeReturns(booking, lines, marked);
  for (const each of returns.filter(isOpen)) {
    const moves = each.moves.filter(isOpen);
    const quantities = new Map(moves.map((move) => [move.id, move.product_uom_qty]));
    const places = placesOf(booking, lines, each);
    await calls.make(returnId, () => validateTransfer(odoo, each, { quantities, places }));
  }
  return result(odoo, returnId, lines);
}

async function findLines({ odoo, orderId, report }: Booking): Promise<WantedLine[]> {
  const order = await findOrder(odoo, orderId, report.lines.map(({ lineId }) => lineId)); // prettier-ignore
  if (!order) throw conflict('RETURN_CONFLICT', 'Odoo has no such order', { orderId });
  return report.lines.map((line) => {
    const saleLineId = order.lines.get(line.lineId);
    if (saleLineId !== undefined) return { ...line, saleLineId };
    const facts = { orderLineId: line.lineId, odooName: order.name };
    throw conflict('RETURN_CONFLICT', `${line.lineId} is no line of ${order.name}`, facts);
  });
}

async function readMarked(odoo: OdooClient, returnId: string): Promise<Transfer[]> {
  const marks = await findMarks(odoo, returnId);
  return readTransfers(odoo, marks.map(({ pickingId }) => pickingId)); // prettier-ignore
}

/** What came back less what has a return already. */
const leftOf = (lines: readonly WantedLine[], returns: readonly Transfer[]): WantedLine[] =>
  lines.flatMap((line) => {
    const left = decimal(line.quantity).minus(backOn(line, returns));
    return left.gt(zero) ? [{ ...line, quantity: decimalText(left) }] : [];
  });

const backOn = ({ saleLineId }: WantedLine, returns: readonly Transfer[]) =>
  sum(
    returns
      .flatMap(({ moves }) => moves)
      .filter((move) => move.sale_line_id?.id === saleLineId)
      .map(backBy),
  );

/**
 * Takes over what an earlier try made, and makes what is left: one return for each delivery. A return and its mark are one open call: while a
 * mark may still be on its way, a return without one is not known to be nobody's, nor one with it to be ours.
 */
async function makeReturns(
  booking: Booking,
  lines: readonly WantedLine[],
  marked: readonly Transfer[],
): Promise<Transfer[]> {
  const { odoo, calls, returnId } = booking;
  let returns = [...marked];
  const take = async (make: () => Promise<number>) => {
    const marks = await findMarks(odoo, returnId);
    await calls.make(returnId, async () => mark(odoo, returnId, marks, [await make()]));
    returns = await readMarked(odoo, returnId);
  };
  const saleLineIds = lines.map(({ saleLineId }) => saleLineId);
  for (let left = leftOf(lines, returns); left.length > 0; left = leftOf(lines, returns)) {
    const transfers = await transfersOf(odoo, saleLineIds);
    await refuseForeignPlace(booking, transfers);
    const lost = await findLostReturn(odoo, transfers, left);
    if (lost) {
      await take(async () => lost.id);
      continue;
    }
    const comingBack = planReturn(left, transfers);
    const deliveryId = comingBack[0]?.deliveryId ?? 0;
    const own = comingBack.filter((each) => each.deliveryId === deliveryId);
    await take(() => makeReturn(odoo, deliveryId, own));
  }
  return returns;
}

/** What is done, read back: neither an answer nor another's hand may have made it something else than was reported. */
async function result(odoo: OdooClient, returnId: string, lines: readonly WantedLine[]): Promise<NamedPicking[]> {
  const marks = await findMarks(odoo, returnId);
  const returns = await readTransfers(odoo, marks.map(({ pickingId }) => pickingId)); // prettier-ignore
  for (const line of lines) {
    const back = decimalText(backOn(line, returns.filter(isDone)));
    if (back === decimalText(decimal(line.quantity))) continue;
    const why = `${line.quantity} of line ${line.lineId} came back, and ${back} were taken in`;
    throw conflict('RETURN_CONFLICT', why, { orderLineId: line.lineId, reported: line.quantity, takenIn: back });
  }
  return marks.flatMap(({ pickingId, name: externalId }) => {
    const found = returns.find(({ id }) => id === pickingId);
    return found ? [{ pickingId, name: found.name, externalId }] : [];
  });
}
