// Generated from schemas/ by `npm run generate`. Do not edit.
import type { EventType } from '../event-type.js';
import { AvailabilityChanged } from './availability-changed.js';
import { CycleCountCompleted } from './cycle-count-completed.js';
import { DeadLettered } from './dead-lettered.js';
import { DeliveryChanged } from './delivery-changed.js';
import { DriftDetected } from './drift-detected.js';
import { ExceptionRaised } from './exception-raised.js';
import { GoodsExpected } from './goods-expected.js';
import { GoodsReceived } from './goods-received.js';
import { KitDefined } from './kit-defined.js';
import { ListingLinked } from './listing-linked.js';
import { LocationLinked } from './location-linked.js';
import { OdooRecordLinked } from './odoo-record-linked.js';
import { OrderCancelled } from './order-cancelled.js';
import { OrderCreated } from './order-created.js';
import { OrderUpdated } from './order-updated.js';
import { PaymentCaptured } from './payment-captured.js';
import { PriceChanged } from './price-changed.js';
import { ProductLinked } from './product-linked.js';
import { ReleaseRequested } from './release-requested.js';
import { ReservationRejected } from './reservation-rejected.js';
import { ReservationRequested } from './reservation-requested.js';
import { ReturnReceived } from './return-received.js';
import { SettlementImported } from './settlement-imported.js';
import { SettlementMatched } from './settlement-matched.js';
import { ShipmentConfirmed } from './shipment-confirmed.js';
import { ShipmentReported } from './shipment-reported.js';
import { StockAdjusted } from './stock-adjusted.js';
import { StockCounted } from './stock-counted.js';
import { StockLevelReported } from './stock-level-reported.js';
import { StockQuarantined } from './stock-quarantined.js';
import { StockReleased } from './stock-released.js';
import { StockReserved } from './stock-reserved.js';
import { TransferCompleted } from './transfer-completed.js';
import { TransferStarted } from './transfer-started.js';

/** Every event there is, by name. */
export const allEvents: readonly EventType[] = [
  AvailabilityChanged,
  CycleCountCompleted,
  DeadLettered,
  DeliveryChanged,
  DriftDetected,
  ExceptionRaised,
  GoodsExpected,
  GoodsReceived,
  KitDefined,
  ListingLinked,
  LocationLinked,
  OdooRecordLinked,
  OrderCancelled,
  OrderCreated,
  OrderUpdated,
  PaymentCaptured,
  PriceChanged,
  ProductLinked,
  ReleaseRequested,
  ReservationRejected,
  ReservationRequested,
  ReturnReceived,
  SettlementImported,
  SettlementMatched,
  ShipmentConfirmed,
  ShipmentReported,
  StockAdjusted,
  StockCounted,
  StockLevelReported,
  StockQuarantined,
  StockReleased,
  StockReserved,
  TransferCompleted,
  TransferStarted,
];
