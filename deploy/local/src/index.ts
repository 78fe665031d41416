// For the cross-service tests: the same parts that `npm start` is made of.
export { serviceLogLevel } from './quiet.js'; // first, see there
export { type NodeProcess, nodeProcess } from './node-process.js';
export { LOCAL_ADMIN_TOKEN, localSecrets, STRIPE_SECRET_KEY } from './local-secrets.js';
export type { OdooAccess } from './odoo.js';
export { ask } from './play-day/ask.js';
export { type Shops, shopsAt } from './play-day/shops.js';
export { type Warehouse, warehouseOf } from './play-day/warehouse.js';
export { callWitness, type Heard, type Witness } from './play-day/witness.js';
export { type Listener, type Ports, portsFrom } from './ports.js';
export { root } from './root.js';
export { DATABASE, schemaOf, type Service, services } from './services.js';
export { standInUrl } from './stand-ins.js';
export { startSystem, type System } from './system.js';
