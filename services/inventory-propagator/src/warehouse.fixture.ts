import type { AnyEvent } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import type { Handler, Outgoing } from '@penstock/messaging';
import { onLocationLinked } from './catalog/location-linked.js';
import { onProductLinked } from './catalog/product-linked.js';
import { aCount, aLocation, aProduct, pieces } from './events.fixture.js';
import { onGoodsExpected } from './goods/goods-expected.js';
import { onGoodsReceived } from './goods/goods-received.js';
import { onCycleCountCompleted } from './ledger/cycle-count-completed.js';
import { onStockAdjusted } from './ledger/stock-adjusted.js';
import { onStockQuarantined } from './ledger/stock-quarantined.js';
import { onKitDefined } from './kits/kit-defined.js';
import { onPriceChanged } from './drift/price-changed.js';
import { onStockLevelReported } from './drift/stock-level-reported.js';
import { aListingRow } from './listing-mapping/channel-listing.fixture.js';
import { type ChannelListingRow, channelListings } from './listing-mapping/channel-listing.js';
import { onListingLinked } from './listing-mapping/listing-linked.js';
import type { ChannelBuffers } from './listings/listed.js';
import { listingPushes } from './listings/listing.js';
import { Memory } from './memory.fixture.js';
import { onOrderCancelled } from './reservations/order-cancelled.js';
import { onOrderCreated } from './reservations/order-created.js';
import { onOrderUpdated } from './reservations/order-updated.js';
import { onReleaseRequested } from './reservations/release-requested.js';
import { onReservationRequested } from './reservations/reservation-requested.js';
import { onShipmentConfirmed } from './reservations/shipment-confirmed.js';
import { reservations } from './reservations/reservation.js';
import { onReturnReceived } from './returns/return-received.js';
import { onTransferCompleted } from './transfers/transfer-completed.js';
import { onTransferStarted } from './transfers/transfer-started.js';
import { products } from './stock/product.js';

/** Units kept back from each channel. */
export const buffers: ChannelBuffers = new Map([
  ['shopify:demo-shop', 0],
  ['woocommerce:demo-woo', 1],
]);

const listedAs = (sku: string, destination: string, ref: string): ChannelListingRow =>
  aListingRow({ destination, ref, sku, givenSku: sku, givenBy: 'channels file' });

/** What the channels list, as a start with their channels file leaves it. */
export const mappings: readonly ChannelListingRow[] = [
  listedAs('TEE', 'shopify:demo-shop', '82'),
  listedAs('TEE', 'woocommerce:demo-woo', '501/511'),
  listedAs('MUG', 'shopify:demo-shop', '83'),
];

/** As the service has them. */
export const handlers: readonly Handler[] = [
  onProductLinked(buffers),
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
  onListingLinked,
  onKitDefined,
  onPriceChanged,
  onStockLevelReported('report'),
];

/** The whole service without its surroundings: events in, rows and events out. */
export class Warehouse {
  readonly memory = new Memory();

  constructor() {
    for (const row of mappings) this.memory.save(channelListings.save(row));
  }

  /** Delivers events by their type. @returns what the last one said, as `Name` with its content */
  hears(type: { readonly name: string }, event: AnyEvent): Said[] {
    const handler = handlers.find(({ on }) => on.name === type.name);
    if (!handler) throw new Error(`nobody handles ${type.name}`);
    return this.memory.deliver(handler, event).map(saidOf);
  }

  /** One product, one location, so many pieces counted at 08:00. */
  static stocked(counted: string): Warehouse {
    const warehouse = new Warehouse();
    warehouse.memory.deliver(onLocationLinked, aLocation());
    warehouse.memory.deliver(handlers[0] as Handler, aProduct());
    warehouse.memory.deliver(onCycleCountCompleted, aCount({ counted: pieces(counted) }));
    return warehouse;
  }

  /** On hand, reserved and what was announced, as `10 - 2 = 8`. */
  balance(productId = 'prd_tee'): string {
    const { onHand, reserved, announced } = this.memory.one(products.one({ productId }));
    return `${decimalText(onHand)} - ${decimalText(reserved)} = ${decimalText(announced)}`;
  }

  /** What a channel is to be told, by listing. */
  offers(): Record<string, number> {
    return Object.fromEntries(this.memory.all(listingPushes).map((row) => [listingPushes.idOf(row), row.quantity]));
  }

  line(lineId = 'orl_1') {
    return this.memory.one(reservations.one({ lineId }));
  }
}

export interface Said {
  readonly name: string;
  readonly [field: string]: unknown;
}

const saidOf = ({ type, content }: Outgoing): Said => ({ name: type.name.split('.').at(-1) ?? '', ...content });
