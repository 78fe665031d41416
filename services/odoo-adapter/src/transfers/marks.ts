import { type OdooClient, OdooLostRace, OdooValidation, records } from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';

const MODEL = 'stock.picking';

/** An external id by which a stock.picking belongs to a report, such as `penstock.shp_1`; the second one of a report is `shp_1_2`. */
export interface Mark {
  /** ir.model.data */
  readonly id: number;
  /** Without the module. */
  readonly name: string;
  /** From 1, in the order in which they were given. */
  readonly number: number;
  readonly pickingId: number;
}

/** The transfers that were given to a report, the first one first: by this call of ours or by any earlier one, however it ended. */
export async function findMarks(odoo: OdooClient, reportId: string): Promise<Mark[]> {
  const domain = [
    ['module', '=', MODULE],
    ['model', '=', MODEL],
    ['name', '=like', `${reportId}%`],
  ];
  const found = await odoo.searchRead('ir.model.data', domain, records.externalId);
  return found
    .map(({ id, name, res_id: pickingId }) => ({ id, name, number: numberOf(name, reportId), pickingId }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number);
}

/** 1 for the report's own name, 2 for `shp_1_2`; 0 for the name of another report, which may begin like this one's. */
function numberOf(name: string, reportId: string): number {
  if (name === reportId) return 1;
  const [, number = '0'] = name.startsWith(`${reportId}_`) ? (/^_(\d+)$/.exec(name.slice(reportId.length)) ?? []) : [];
  return Number(number);
}

/**
 * Gives transfers to a report, all of them or none: a name is given once, so of two calls for the same report one is refused, by an error that
 * 18 does not tell from others (`xid_duplicate` in the recordings). Then the other's marks are there, and hold.
 * @param given what the report has already
 */
export async function mark(
  odoo: OdooClient,
  reportId: string,
  given: readonly Mark[],
  pickingIds: readonly number[],
): Promise<void> {
  const nameOf = (number: number) => (number === 1 ? reportId : `${reportId}_${number}`);
  const last = given.at(-1)?.number ?? 0;
  const rows = pickingIds.map((res_id, index) => ({ name: nameOf(last + index + 1), res_id }));
  const vals_list = rows.map((row) => ({ ...row, module: MODULE, model: MODEL, noupdate: true }));
  try {
    await odoo.call('ir.model.data', 'create', { vals_list });
  } catch (error) {
    if (!(error instanceof OdooValidation || error instanceof OdooLostRace)) throw error;
    const known = await findMarks(odoo, reportId);
    if (!known.some(({ name }) => name === rows[0]?.name)) throw error;
  }
}

/** Takes marks back from transfers that nothing was done with, so that another report may have them. */
export async function unmark(odoo: OdooClient, marks: readonly Mark[]): Promise<void> {
  if (marks.length > 0) await odoo.call('ir.model.data', 'unlink', { ids: marks.map(({ id }) => id) });
}
