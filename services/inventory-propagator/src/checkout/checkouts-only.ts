import { AvailabilityChanged, ReservationRejected, StockReleased, StockReserved } from '@penstock/contracts';
import type { ServiceDefinition } from '@penstock/messaging';

/**
 * The service as a process that answers checkouts and does nothing else: no batch of events and no channel keeps its thread busy while a customer
 * waits. It works on the same rows under the same locks; others apply the events, and see its changes of listings at their next look.
 */
export const checkoutsOnly: ServiceDefinition = {
  name: 'inventory-propagator',
  handlers: [],
  says: [StockReserved, StockReleased, ReservationRejected, AvailabilityChanged],
};
