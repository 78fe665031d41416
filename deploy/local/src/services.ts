/** The services, in the order in which they are started. Each owns the PostgreSQL schema of its name. */
export const services = ['order-ingest', 'inventory-propagator', 'odoo-adapter', 'settlement-reconciler'] as const;

export type Service = (typeof services)[number];

/** `order-ingest` keeps its tables in the schema `order_ingest`. */
export const schemaOf = (service: Service): string => service.replaceAll('-', '_');

export type RolePurpose = 'migrator' | 'runtime';

/** `order_ingest_migrator` owns the schema; `order_ingest_runtime` may only read and write rows in it. */
export const roleOf = (service: Service, purpose: RolePurpose): string => `${schemaOf(service)}_${purpose}`;

/** The address of the one database, for one role of one service. */
export function databaseUrl(superuserUrl: string, service: Service, purpose: RolePurpose, password: string): string {
  const url = new URL(superuserUrl);
  url.username = roleOf(service, purpose);
  url.password = password;
  url.pathname = DATABASE;
  return url.toString();
}

/** All services share a server and this database here; each may move to a server of its own when it outgrows that. */
export const DATABASE = 'penstock';
