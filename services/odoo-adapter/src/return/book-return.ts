import type { OdooClient } from '@penstock/connector-odoo';
import { defineTask, type Task } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { asFailure } from '../as-failure.js';
import type { Mappings } from '../mapping/mapping.js';
import type { OdooSystem } from '../odoo-system.js';
import type { OpenCalls } from '../open-calls/open-calls.js';
import { refusalOf } from '../refusal.js';
import { type NamedPicking, savePickings } from '../transfers/save-pickings.js';
import { carryOut } from './carry-out.js';
import { receivedReturns } from './received-return.js';
import { returnRefused } from './return-refused.js';
import { BOOK_RETURN, type BookReturn } from './want-return.js';

type Database = Parameters<typeof inTransaction>[0];

/** Books one return in Odoo. More than was delivered, or goods of nobody's line, go to a person. */
export const bookReturn = (given: {
  readonly odoo: OdooClient;
  readonly database: Database;
  readonly calls: OpenCalls;
  readonly mappings: Mappings;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<BookReturn, NamedPicking[]> =>
  defineTask({
    name: BOOK_RETURN,
    concurrency: given.concurrency,

    async perform({ returnId, orderId }) {
      const ref = receivedReturns.one({ returnId });
      const rows = await inTransaction(given.database, (transaction) => readRows(transaction, receivedReturns, [ref]));
      const { report } = rows.get(ref.id) ?? receivedReturns.initial(ref.key);
      try {
        const { companies } = await given.mappings.current();
        return await carryOut({ odoo: given.odoo, calls: given.calls, companies, returnId, orderId, report });
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { returnId, orderId }, booked) {
      const received = await unit.lock(receivedReturns.one({ returnId }));
      unit.save(receivedReturns.save({ ...received, state: 'booked' }));
      savePickings(unit, given.system, { canonicalId: returnId, orderId }, booked);
    },

    async failed(unit, { returnId, orderId }, error) {
      const received = await unit.lock(receivedReturns.one({ returnId }));
      unit.save(receivedReturns.save({ ...received, state: 'refused', refusal: error.message }));
      unit.emit(refusalOf(given.system, returnRefused(returnId, orderId), error));
    },
  });
