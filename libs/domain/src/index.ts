export * from './decimal.js';
export * from './identifiers.js';
export * from './instant.js';
export * from './money.js';
export * from './uuid7.js';
