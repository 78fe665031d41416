import type { Migration } from '@penstock/persistence';
import { OrderRevisions1797400000000 } from './order-revisions.js';
import { RawInputs1790000000000 } from './raw-inputs.js';

/** In the order in which they run; never changed once released. */
export const migrations: readonly Migration[] = [RawInputs1790000000000, OrderRevisions1797400000000];
