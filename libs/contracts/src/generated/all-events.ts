// Generated from schemas/ by `npm run generate`. Do not edit.
import type { EventType } from '../event-type.js';
import { AvailabilityChanged } from './availability-changed.js';
import { CycleCountCompleted } from './cycle-count-completed.js';
import { DeadLettered } from './dead-lettered.js';
import { ExceptionRaised } from './exception-raised.js';
import { LocationLinked } from './location-linked.js';
import { OdooRecordLinked } from './odoo-record-linked.js';
import { OrderCancelled } from './order-cancelled.js';
import { OrderCreated } from './order-created.js';
import { PaymentCaptured } from './payment-captured.js';
import { ProductLinked } from './product-linked.js';
import { ReservationRejected } from './reservation-rejected.js';
import { SettlementImported } from './settlement-imported.js';
import { SettlementMatched } from './settlement-matched.js';
import { ShipmentConfirmed } from './shipment-confirmed.js';
import { StockAdjusted } from './stock-adjusted.js';
import { StockReleased } from './stock-released.js';
import { StockReserved } from './stock-reserved.js';

/** Every event there is, by name. */
export const allEvents: readonly EventType[] = [
  AvailabilityChanged,
  CycleCountCompleted,
  DeadLettered,
  ExceptionRaised,
  LocationLinked,
  OdooRecordLinked,
  OrderCancelled,
  OrderCreated,
  PaymentCaptured,
  ProductLinked,
  ReservationRejected,
  SettlementImported,
  SettlementMatched,
  ShipmentConfirmed,
  StockAdjusted,
  StockReleased,
  StockReserved,
];
