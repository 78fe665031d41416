import type { CompanyMapping, OdooClient } from '@penstock/connector-odoo';
import { decimal, decimalText, sum } from '@penstock/domain';
import { Permanent, Transient } from '@penstock/messaging';
import { asFailure } from '../as-failure.js';
import { mayBeAtIt, type OpenCalls } from '../open-calls/open-calls.js';
import { conflict } from '../refusal.js';
import { findOrder } from '../transfers/find-order.js';
import { findMarks, mark, type Mark, unmark } from '../transfers/marks.js';
import type { NamedPicking } from '../transfers/save-pickings.js';
import { isDone, isOpen, readTransfers, type Transfer, transfersOf } from '../transfers/transfers.js';
import { validateTransfer } from '../transfers/validate-transfer.js';
import { checkStock } from './check-stock.js';
import { findCarrier } from './find-carrier.js';
import { type Leaving, planShipment, type WantedLine } from './plan-shipment.js';
import type { ShipmentReport } from './reported-shipment.js';

/** What a shipment is delivered with. */
export interface Delivery {
  readonly odoo: OdooClient;
  readonly calls: OpenCalls;
  readonly companies: readonly CompanyMapping[];
  readonly shipmentId: string;
  readonly orderId: string;
  readonly report: ShipmentReport;
}

/**
 * Delivers a reported shipment in Odoo, once. The transfers it goes by are marked with its id before anything is done with them, and from then
 * on no others are touched: what an earlier try validated is found as done, and the backorder it made bears no mark of ours.
 * @throws {Permanent} DELIVERY_CONFLICT, ODOO_… @throws {Transient} ORDER_NOT_CONFIRMED, ODOO_MAY_BE_AT_IT, …
 */
export async function carryOut(delivery: Delivery): Promise<NamedPicking[]> {
  const { odoo, calls, shipmentId } = delivery;
  const lines = await findLines(delivery);
  // Asked before anything is read: what is read after a "no" cannot change under us.
  const mayBeUnderWay = await calls.mayBeUnderWay(shipmentId);
  const marks = await marksOf(odoo, shipmentId, lines);
  try {
    const transfers = await readTransfers(odoo, marks.map(({ pickingId }) => pickingId)); // prettier-ignore
    const left = leftOf(lines, transfers);
    if (left.length > 0) {
      if (mayBeUnderWay) throw mayBeAtIt(shipmentId);
      const leaving = planShipment(left, transfers);
      await checkStock(odoo, transfers, leaving);
      for (const transfer of transfers.filter(isOpen)) {
        await calls.make(shipmentId, () => deliver(delivery, transfer, leaving));
      }
    }
    return await result(odoo, lines, marks);
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof Permanent) await unmarkUntouched(odoo, marks);
    throw failure;
  }
}

async function findLines({ odoo, orderId, report: { lines } }: Delivery): Promise<WantedLine[]> {
  const order = await findOrder(odoo, orderId, lines.map(({ lineId }) => lineId)); // prettier-ignore
  if (!order) throw conflict('DELIVERY_CONFLICT', 'Odoo has no such order', { orderId });
  const { name, state } = order;
  if (state === 'draft' || state === 'sent')
    throw new Transient('ORDER_NOT_CONFIRMED', `${name} is still a quotation in Odoo`, { odooName: name, state });
  return lines.map((line) => {
    const saleLineId = order.lines.get(line.lineId);
    if (saleLineId !== undefined) return { ...line, saleLineId };
    throw conflict('DELIVERY_CONFLICT', `${line.lineId} is no line of ${name}`, {
      orderLineId: line.lineId,
      odooName: name,
    });
  });
}

/** Those of an earlier try, or those made now. */
async function marksOf(odoo: OdooClient, shipmentId: string, lines: readonly WantedLine[]): Promise<Mark[]> {
  const known = await findMarks(odoo, shipmentId);
  if (known.length > 0) return known;
  const transfers = await transfersOf(odoo, lines.map(({ saleLineId }) => saleLineId)); // prettier-ignore
  const leaving = planShipment(lines, transfers);
  await checkStock(odoo, transfers, leaving);
  await mark(odoo, shipmentId, [], [...new Set(leaving.map(({ transferId }) => transferId))]);
  return findMarks(odoo, shipmentId);
}

/** What was reported less what left by transfers that are done. */
const leftOf = (lines: readonly WantedLine[], transfers: readonly Transfer[]): WantedLine[] =>
  lines.flatMap((line) => {
    const left = decimal(line.quantity).minus(leftOn(line, transfers));
    return left.gt(decimal('0')) ? [{ ...line, quantity: decimalText(left) }] : [];
  });

const leftOn = ({ saleLineId }: WantedLine, transfers: readonly Transfer[]) =>
  sum(
    transfers
      .flatMap(({ moves }) => moves)
      .filter((move) => isDone(move) && move.sale_line_id?.id === saleLineId)
      .map(({ quantity }) => quantity),
  );

async function deliver(
  { odoo, companies, report }: Delivery,
  transfer: Transfer,
  leaving: readonly Leaving[],
): Promise<void> {
  const own = leaving.filter(({ transferId }) => transferId === transfer.id);
  if (own.length === 0) return;
  const company = companies.find(({ id }) => id === transfer.company_id?.id);
  await validateTransfer(odoo, transfer, {
    quantities: new Map(own.map(({ moveId, quantity }) => [moveId, quantity])),
    values: await findCarrier(odoo, company, report),
    dropsRest: report.remainder === 'CANCEL',
  });
}

/** What is done, read back: neither an answer nor another's hand may have made it something else than was reported. */
async function result(odoo: OdooClient, lines: readonly WantedLine[], marks: readonly Mark[]): Promise<NamedPicking[]> {
  const transfers = await readTransfers(odoo, marks.map(({ pickingId }) => pickingId)); // prettier-ignore
  for (const line of lines) {
    const delivered = decimalText(leftOn(line, transfers));
    if (delivered === decimalText(decimal(line.quantity))) continue;
    const why = `${line.quantity} of line ${line.lineId} were reported, and ${delivered} were delivered`;
    throw conflict('DELIVERY_CONFLICT', why, { orderLineId: line.lineId, reported: line.quantity, delivered });
  }
  return marks.flatMap(({ pickingId, name: externalId }) => {
    const transfer = transfers.find(({ id }) => id === pickingId);
    return transfer ? [{ pickingId, name: transfer.name, externalId }] : [];
  });
}

async function unmarkUntouched(odoo: OdooClient, marks: readonly Mark[]): Promise<void> {
  const done = (await readTransfers(odoo, marks.map(({ pickingId }) => pickingId))).filter(isDone); // prettier-ignore
  await unmark(odoo, marks.filter(({ pickingId }) => !done.some(({ id }) => id === pickingId))); // prettier-ignore
}
