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
import { reportedShipments } from './reported-shipment.js';
import { DELIVER_SHIPMENT, type DeliverShipment } from './want-delivery.js';

type Database = Parameters<typeof inTransaction>[0];

/** Delivers one reported shipment in Odoo. What Odoo would make of it other than what was reported goes to a person. */
export const deliverShipment = (given: {
  readonly odoo: OdooClient;
  readonly database: Database;
  readonly calls: OpenCalls;
  readonly mappings: Mappings;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<DeliverShipment, NamedPicking[]> =>
  defineTask({
    name: DELIVER_SHIPMENT,
    concurrency: given.concurrency,

    async perform({ shipmentId, orderId }) {
      const ref = reportedShipments.one({ shipmentId });
      const rows = await inTransaction(given.database, (transaction) =>
        readRows(transaction, reportedShipments, [ref]),
      );
      const { report } = rows.get(ref.id) ?? reportedShipments.initial(ref.key);
      try {
        const { companies } = await given.mappings.current();
        return await carryOut({ odoo: given.odoo, calls: given.calls, companies, shipmentId, orderId, report });
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { shipmentId, orderId }, delivered) {
      const shipment = await unit.lock(reportedShipments.one({ shipmentId }));
      unit.save(reportedShipments.save({ ...shipment, state: 'delivered' }));
      savePickings(unit, given.system, { canonicalId: shipmentId, orderId }, delivered);
    },

    async failed(unit, { shipmentId, orderId }, error) {
      const shipment = await unit.lock(reportedShipments.one({ shipmentId }));
      unit.save(reportedShipments.save({ ...shipment, state: 'refused', refusal: error.message }));
      const refused = {
        reference: shipmentId,
        subject: orderId,
        what: `Shipment ${shipmentId} of order ${orderId}`,
        remedy: 'Deliver it in Odoo by hand, or remove the cause and have it reported again under a new id.',
      };
      unit.emit(refusalOf(given.system, refused, error));
    },
  });
