import { type OdooClient, records } from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';

export interface OdooLink {
  readonly model: string;
  readonly id: number;
}

/** The records behind our external ids, by name without the module; unknown names are absent. */
export async function findExternalIds(
  odoo: OdooClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, OdooLink>> {
  const domain = [
    ['module', '=', MODULE],
    ['name', 'in', names],
  ];
  const found = await odoo.searchRead('ir.model.data', domain, records.externalId);
  return new Map(found.map(({ name, model, res_id: id }) => [name, { model, id }]));
}
