import type { Mapping } from '@penstock/connector-odoo';

export type { ChannelShipping, ChannelTax, CompanyMapping, Mapping } from '@penstock/connector-odoo';

export interface Mappings {
  /**
   * The mapping now. Looked up in Odoo again from time to time, so that what a person puts right there needs no restart.
   * @throws {Transient} NOT_MAPPED while something that the file names is not in Odoo as it must be: nothing starts half-mapped; or what
   *   asFailure makes of an Odoo that never answered
   */
  current(): Promise<Mapping>;
}
