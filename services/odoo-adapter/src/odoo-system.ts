import { canonicalId } from '@penstock/domain';
import type { Cause } from '@penstock/messaging';

/** One Odoo database as a system of record: it names products and locations. */
export interface OdooSystem {
  /** Company or brand. */
  readonly entity: string;
  /** Name of the Odoo in the configuration, such as `main`. */
  readonly instance: string;
}

/** The module of all our external ids in ir.model.data. */
export const MODULE = 'penstock';

export const systemName = ({ instance }: OdooSystem): string => `odoo:${instance}`;
export const productIdOf = (odoo: OdooSystem, id: number): string =>
  canonicalId('prd', odoo.entity, systemName(odoo), String(id));
export const locationIdOf = (odoo: OdooSystem, id: number): string =>
  canonicalId('loc', odoo.entity, systemName(odoo), String(id));
export const shipmentIdOf = (odoo: OdooSystem, reference: string): string =>
  canonicalId('shp', odoo.entity, systemName(odoo), reference);

export const comparisonIdOf = (odoo: OdooSystem, reference: string): string =>
  canonicalId('cmp', odoo.entity, systemName(odoo), reference);
export const expectationIdOf = (odoo: OdooSystem, reference: string): string =>
  canonicalId('exp', odoo.entity, systemName(odoo), reference);
export const transferIdOf = (odoo: OdooSystem, reference: string): string =>
  canonicalId('trf', odoo.entity, systemName(odoo), reference);

/** What is read from Odoo begins a story of its own, named by `correlationId`. */
export const causeFrom = (odoo: OdooSystem, correlationId: string): Cause => ({
  entity: odoo.entity,
  source: { system: systemName(odoo), channel: null },
  correlationId,
  causationId: null,
  mode: 'live',
});
