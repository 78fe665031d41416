import type { Migration } from '@penstock/persistence';
import { Settlement1790000000000 } from './settlement.js';

/** In the order in which they run; never changed once released. */
export const migrations: readonly Migration[] = [Settlement1790000000000];
