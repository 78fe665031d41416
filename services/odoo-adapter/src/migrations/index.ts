import type { Migration } from '@penstock/persistence';
import { OdooAdapterTables1790000000000 } from './odoo-adapter-tables.js';

/** In the order they run. */
export const migrations: readonly Migration[] = [OdooAdapterTables1790000000000];
