export * from './column.js';
export * from './data-source.js';
export * from './listener.js';
export * from './query.js';
export * from './rows.js';
export * from './sql-error.js';
export * from './table.js';
export * from './transaction.js';
