export type { CallContext, CallOptions } from './client/call-options.js';
export { createOdooClient, type OdooClientOptions } from './client/create-odoo-client.js';
export * from './client/errors.js';
export type { ArgumentsOf, MethodOf, ModelMethods, OnRecords, RecordMethods } from './client/methods.js';
export type { Domain, OdooClient, RecordShape, SearchReadOptions } from './client/odoo-client.js';
export type { Flow } from './flow/flow.js';
export type { Lane } from './flow/lanes.js';
export { checkOdoo, type OdooCheck } from './mapping/check-odoo.js';
export { type ServerClock, serverClock } from './mapping/clock.js';
export type { MappingFile } from './mapping/file-shape.js';
export type { Found, Problem, ProblemCode, WarningCode } from './mapping/findings.js';
export { MappingFileError, parseMappingFile, readMappingFile } from './mapping/mapping-file.js';
export type { ChannelShipping, ChannelTax, CompanyMapping, Mapping } from './mapping/mapping.js';
export type { ProtocolChoice } from './protocols/choose-protocol.js';
export { type FieldNames, fieldNamesOf } from './records/field-names.js';
export * as records from './records/records.js';
export type {
  BomLineRecord,
  BomRecord,
  ChangeableLineRecord,
  ChangeableOrderRecord,
  CompanyRecord,
  ListPriceRecord,
  CountedQuantRecord,
  LocationRecord,
  MoveLineRecord,
  MoveRecord,
  PartnerRecord,
  PickingCarrierRecord,
  PickingRecord,
  PlannedMoveRecord,
  PlannedPickingRecord,
  PriceListRecord,
  PriceRuleRecord,
  PackingRecord,
  ProductRecord,
  QuantRecord,
  SaleOrderRecord,
  TransferMoveRecord,
  TransferRecord,
  VariantRecord,
} from './records/records.js';
export type * from './story/stock-story.js';
export type * from './story/story.js';
export { odooDecimal } from './values/odoo-decimal.js';
export { instantOfOdoo, odooTime } from './values/odoo-time.js';
