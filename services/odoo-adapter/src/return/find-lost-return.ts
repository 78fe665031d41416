import { type OdooClient, records } from '@penstock/connector-odoo';
import { decimal, sum, zero } from '@penstock/domain';
import { isOpen, type Transfer } from '../transfers/transfers.js';
import { backBy, type WantedLine } from './plan-return.js';

/**
 * A return that was made for these lines and bears nobody's mark: the answer to its making was lost, or a person made it by hand for goods that
 * were announced. Either way it is the one to take the goods in by, instead of another.
 * @param left what of the lines has no return yet
 */
export async function findLostReturn(
  odoo: OdooClient,
  transfers: readonly Transfer[],
  left: readonly WantedLine[],
): Promise<Transfer | undefined> {
  const fitting = transfers.filter((each) => each.return_id !== null && isOpen(each) && fits(each, left));
  if (fitting.length === 0) return undefined;
  const domain = [
    ['model', '=', 'stock.picking'],
    ['res_id', 'in', fitting.map(({ id }) => id)],
  ];
  const named = await odoo.searchRead('ir.model.data', domain, records.externalId);
  return fitting.find(({ id }) => !named.some(({ res_id }) => res_id === id));
}

/** Whether all that a return expects is among what came back. */
function fits({ moves }: Transfer, left: readonly WantedLine[]): boolean {
  const expected = moves.filter(isOpen);
  const ours = (saleLineId: number) => sum(expected.filter((move) => move.sale_line_id?.id === saleLineId).map(backBy));
  return (
    expected.length > 0 &&
    expected.every((move) => left.some(({ saleLineId }) => saleLineId === move.sale_line_id?.id)) &&
    left.every(({ saleLineId, quantity }) => ours(saleLineId).lte(decimal(quantity))) &&
    left.some(({ saleLineId }) => ours(saleLineId).gt(zero))
  );
}
