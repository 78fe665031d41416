import { DriftDetected, ExceptionRaised } from '@penstock/contracts';
import type { ServiceDefinition } from '@penstock/messaging';
import { together } from './admin-sections.js';
import { onGoodsExpected } from './goods/goods-expected.js';
import { onGoodsReceived } from './goods/goods-received.js';
import { onLocationLinked } from './catalog/location-linked.js';
import { onProductLinked } from './catalog/product-linked.js';
import type { Channel } from './channels/channel.js';
import { type ComparedChannels } from './drift/drift.controller.js';
import { DRIFT_DEFAULTS, driftLoops, type DriftOptions } from './drift/drift-loops.js';
import { driftSection } from './drift/drift-section.js';
import { onPriceChanged } from './drift/price-changed.js';
import { onStockLevelReported } from './drift/stock-level-reported.js';
import { ChannelsFileLoop } from './listing-mapping/channels-file-loop.js';
import { onListingLinked } from './listing-mapping/listing-linked.js';
import { listingsSection } from './listing-mapping/listings-section.js';
import { MappingLoop } from './listing-mapping/mapping-loop.js';
import { onKitDefined } from './kits/kit-defined.js';
import { BalanceCheckLoop } from './ledger/check/balance-check-loop.js';
import { onCycleCountCompleted } from './ledger/cycle-count-completed.js';
import { onStockAdjusted } from './ledger/stock-adjusted.js';
import { onStockQuarantined } from './ledger/stock-quarantined.js';
import { channelLoops, quantityReaders, resyncLoop } from './listings/channel-loops.js';
import { buffersOf } from './listings/listed.js';
import { resyncSection } from './listings/resync/resync-section.js';
import { ExpiryLoop } from './reservations/expiry-loop.js';
import { onOrderCancelled } from './reservations/order-cancelled.js';
import { onOrderCreated } from './reservations/order-created.js';
import { onOrderUpdated } from './reservations/order-updated.js';
import { onReleaseRequested } from './reservations/release-requested.js';
import { onReservationRequested } from './reservations/reservation-requested.js';
import { onShipmentConfirmed } from './reservations/shipment-confirmed.js';
import { WaitingLoop } from './reservations/waiting-loop.js';
import { ExpectedGoodsLoop } from './review/expected-goods-loop.js';
import { ReviewLoop } from './review/review-loop.js';
import { ApplyRulesLoop } from './rules/apply-rules-loop.js';
import { rulesSection } from './rules/rules-section.js';
import { onReturnReceived } from './returns/return-received.js';
import { BusinessDays } from './snapshots/business-day.js';
import { SnapshotLoop } from './snapshots/snapshot-loop.js';
import { snapshotSection } from './snapshots/snapshot-section.js';
import { onTransferCompleted } from './transfers/transfer-completed.js';
import { onTransferStarted } from './transfers/transfer-started.js';

export interface InventoryOptions {
  /** Company or brand. */
  readonly entity: string;
  readonly channels: readonly Channel[];
  /** How long a refused comparison holds a listing. */
  readonly compareHoldMs: number;
  /** From one round that adds up the ledger to the next. */
  readonly balanceCheckMs?: number;
  /** How Odoo, the ledger and the channels are compared. */
  readonly drift?: DriftOptions;
  /** IANA time zone in which a day of the company ends. */
  readonly snapshotZone?: string;
  /** Snapshots of so many days are kept. */
  readonly snapshotKeepDays?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps the stock ledger, reserves for orders, and tells each channel what it may sell. */
export function inventoryPropagator({
  entity,
  channels,
  compareHoldMs,
  balanceCheckMs = DAY_MS,
  drift = DRIFT_DEFAULTS,
  snapshotZone = 'UTC',
  snapshotKeepDays = 400,
}: InventoryOptions): ServiceDefinition {
  const buffers = buffersOf(channels);
  const readers = quantityReaders(channels);
  return {
    name: 'inventory-propagator',
    handlers: [
      onProductLinked(buffers),
      onListingLinked,
      onKitDefined,
      onLocationLinked,
      onStockAdjusted,
      onCycleCountCompleted,
      onGoodsReceived,
      onGoodsExpected,
      onTransferStarted,
      onTransferCompleted,
      onStockQuarantined,
      onReturnReceived,
      onReservationRequested,
      onReleaseRequested,
      onOrderCreated,
      onOrderUpdated,
      onOrderCancelled,
      onShipmentConfirmed,
      onPriceChanged,
      onStockLevelReported(drift.odooPolicy),
    ],
    says: [DriftDetected, ExceptionRaised],
    loops: (units) => [
      new ReviewLoop(units, entity),
      new ApplyRulesLoop(units, entity),
      new ExpectedGoodsLoop(units),
      new ChannelsFileLoop(units, channels),
      new MappingLoop(units, buffers, entity),
      new BalanceCheckLoop(units, { entity, everyMs: balanceCheckMs }),
      new SnapshotLoop(units, { days: new BusinessDays(snapshotZone), keepDays: snapshotKeepDays }),
      resyncLoop(units, channels),
      new ExpiryLoop(units, entity),
      new WaitingLoop(units, entity),
      ...channelLoops(units, channels, entity, compareHoldMs),
      ...driftLoops(units, readers, entity, drift),
    ],
    admin: (units) =>
      together(
        listingsSection(units, buffers),
        driftSection(units, compared(channels, readers)),
        resyncSection(units, channels),
        rulesSection(units, channels),
        snapshotSection(units),
      ),
  };
}

function compared(channels: readonly Channel[], readers: readonly { destination: string }[]): ComparedChannels {
  const readable = readers.map(({ destination }) => destination);
  const all = channels.map(({ destination }) => destination);
  return { readable, unreadable: all.filter((destination) => !readable.includes(destination)) };
}
