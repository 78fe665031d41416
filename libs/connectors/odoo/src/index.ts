export { createOdooClient, type OdooClientOptions } from './client/json-rpc-client.js';
export type { Domain, OdooClient, RecordShape, SearchReadOptions } from './client/odoo-client.js';
export * from './client/errors.js';
export type { FieldNames } from './records/field-names.js';
export * as records from './records/records.js';
export type {
  LocationRecord,
  MoveLineRecord,
  MoveRecord,
  PickingCarrierRecord,
  PickingRecord,
  ProductRecord,
  QuantRecord,
  SaleOrderRecord,
} from './records/records.js';
export { odooDecimal } from './values/odoo-decimal.js';
export { instantOfOdoo, odooTime } from './values/odoo-time.js';
