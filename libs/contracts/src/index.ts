export { type CatalogueEntry, catalogueOf, type Topic } from './catalogue.js';
export { ContractError, type ContractErrorCode } from './contract-error.js';
export { type AnyEvent, defineEvent, type EventDefinition, type EventOf, EventType } from './event-type.js';
export { eventNamed } from './events.js';
export * from './generated/index.js';
export { type Reader, resolverFor } from './resolver.js';
export { wire } from './wire.js';
