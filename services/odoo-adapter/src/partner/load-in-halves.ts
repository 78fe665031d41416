import { type OdooClient, OdooTooLarge, OdooValidation } from '@penstock/connector-odoo';
import type { PartnerCompany } from './wanted-partner.js';

type Values = Readonly<Record<string, string | null | undefined>>;

/**
 * Makes contacts in one call. Odoo keeps all of it or nothing, so a call that is refused is halved until the contact at fault stands alone.
 * @param contacts by whatever names them; each has the same fields
 * @returns database ids by name; null for a contact that Odoo refuses
 * @throws {OdooLostRace} when another process makes one of them
 */
export async function loadInHalves(
  odoo: OdooClient,
  company: PartnerCompany,
  contacts: readonly (readonly [name: string, values: Values])[],
): Promise<ReadonlyMap<string, number | null>> {
  const [first] = contacts;
  if (!first) return new Map();
  const rows = contacts.map(([, values]) => Object.values(values).map((value) => value ?? ''));
  try {
    const ids = await odoo.load('res.partner', Object.keys(first[1]), rows, { companies: [company.id] });
    return new Map(contacts.map(([name], index) => [name, ids[index] ?? null]));
  } catch (error) {
    if (!(error instanceof OdooValidation || error instanceof OdooTooLarge)) throw error;
    if (contacts.length === 1) return new Map([[first[0], null]]);
    const half = Math.ceil(contacts.length / 2);
    const halves = [contacts.slice(0, half), contacts.slice(half)];
    const [left, right] = [
      await loadInHalves(odoo, company, halves[0] ?? []),
      await loadInHalves(odoo, company, halves[1] ?? []),
    ];
    return new Map([...left, ...right]);
  }
}
