import type { Remainder, ReturnReceived, ShipmentReported, StockCounted } from '@penstock/contracts';
import { canonicalId, type Instant } from '@penstock/domain';
import type { OrderHead } from './day.js';
import { ENTITY, metaOf, piecesOf } from './order-events.js';

const WAREHOUSE = 'wms:day';

/** Pieces by order line. */
export type Goods = ReadonlyMap<string, number>;

const linesOf = (goods: Goods) =>
  [...goods].map(([orderLineId, pieces]) => ({ orderLineId, quantity: piecesOf(pieces) }));

/** @param parcel number of the parcel, from 1 */
export const shipmentReported = (
  { orderId, channelOrderId, channel }: OrderHead,
  parcel: number,
  goods: Goods,
  remainder: Remainder,
  shippedAt: Instant,
): ShipmentReported => ({
  meta: metaOf(WAREHOUSE, channel.name, orderId, shippedAt),
  shipmentId: canonicalId('shp', ENTITY, WAREHOUSE, `${channelOrderId}/${parcel}`),
  orderId,
  shippedAt,
  lines: linesOf(goods),
  remainder,
  carrier: null,
  trackingNumber: null,
});

export const returnReceived = (
  { orderId, channelOrderId, channel }: OrderHead,
  goods: Goods,
  receivedAt: Instant,
): ReturnReceived => ({
  meta: metaOf(WAREHOUSE, channel.name, orderId, receivedAt),
  returnId: canonicalId('ret', ENTITY, WAREHOUSE, channelOrderId),
  orderId,
  receivedAt,
  lines: linesOf(goods).map((line) => ({ ...line, condition: 'RESALEABLE' as const })),
  locationId: null,
});

/** @param place the ids of product and location, as ProductLinked and LocationLinked announce them */
export const stockCounted = (
  countId: string,
  { productId, locationId }: { productId: string; locationId: string },
  counted: number,
  countedAt: Instant,
): StockCounted => ({
  meta: metaOf(WAREHOUSE, null, productId, countedAt),
  countId: canonicalId('cnt', ENTITY, WAREHOUSE, countId),
  ...{ productId, locationId },
  counted: piecesOf(counted),
  countedAt,
  reference: `Shelf ${countId}`,
});
