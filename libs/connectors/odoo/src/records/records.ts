// The records that Penstock reads, as both supported versions name their fields; what differs is in field-names.ts.
// Names: https://github.com/odoo/odoo/tree/18.0/addons/stock/models and …/sale/models, and the same below 19.0.

export * from './anything.js';
export * from './kits.js';
export * from './moves.js';
export * from './parties.js';
export * from './places.js';
export * from './products.js';
export * from './sales.js';
export * from './transfers.js';
