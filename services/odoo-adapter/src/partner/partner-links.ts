import { type OdooClient, type PartnerRecord, records } from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';
import type { PartnerCompany } from './wanted-partner.js';

/** What an external id of ours names. */
export interface PartnerLink {
  /** ir.model.data */
  readonly rowId: number;
  /** Null where the contact is gone, archived, or not ours to see. People merge contacts: it may be another than the one we made. */
  readonly partner: PartnerRecord | null;
}

/** By external id without the module; unknown ones are absent. */
export async function findPartnerLinks(
  odoo: OdooClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, PartnerLink>> {
  const domain = [
    ['module', '=', MODULE],
    ['model', '=', 'res.partner'],
    ['name', 'in', names],
  ];
  const rows = await odoo.searchRead('ir.model.data', domain, records.externalId);
  const ids = [...new Set(rows.map(({ res_id: id }) => id))];
  const partners = ids.length > 0 ? await odoo.searchRead('res.partner', [['id', 'in', ids]], records.partner) : [];
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  return new Map(rows.map(({ id, name, res_id: of }) => [name, { rowId: id, partner: byId.get(of) ?? null }]));
}

/** A contact of another company cannot be on this one's orders. */
export const isUsable = (
  link: PartnerLink | undefined,
  company: PartnerCompany,
): link is { rowId: number; partner: PartnerRecord } =>
  !!link?.partner && (link.partner.company_id === null || link.partner.company_id.id === company.id);

/** @throws {OdooValidation} when one of the names was taken meanwhile: none of them is bound then */
export async function bindPartners(
  odoo: OdooClient,
  links: readonly { readonly name: string; readonly partnerId: number }[],
): Promise<void> {
  if (links.length === 0) return;
  const vals = links.map(({ name, partnerId }) => ({ module: MODULE, name, model: 'res.partner', res_id: partnerId }));
  await odoo.call('ir.model.data', 'create', { vals_list: vals });
}

/** Frees names that lead to nobody who may be used. @throws {OdooMissing} when another process did so first */
export async function freeNames(odoo: OdooClient, links: readonly PartnerLink[]): Promise<void> {
  if (links.length === 0) return;
  await odoo.call('ir.model.data', 'unlink', { ids: links.map(({ rowId }) => rowId) });
}
