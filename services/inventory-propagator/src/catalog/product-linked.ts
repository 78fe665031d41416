import {
  AvailabilityChanged,
  ExceptionRaised,
  ProductLinked,
  ReservationRejected,
  StockReserved,
} from '@penstock/contracts';
import { defineHandler, done, type Handler } from '@penstock/messaging';
import { claim, claimRefs, codesOf, identifierRefs } from '../identifiers/claims.js';
import { claimedIdentifiers } from '../identifiers/identifier.js';
import { channelListings } from '../listing-mapping/channel-listing.js';
import type { ChannelBuffers } from '../listings/listed.js';
import { customerOrders } from '../reservations/customer-order.js';
import { reservations, waitingLines } from '../reservations/reservation.js';
import { reserve } from '../reservations/reserve.js';
import { sayDecision } from '../reservations/say-reservation.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, type Stock, stocksOf } from '../stock/stock.js';
import { packsOf } from '../stock/units.js';
import { type CatalogSkuRow, catalogSkus } from './catalog-sku.js';
import { checkProduct } from './content-rules.js';
import { listedProduct, mappingRefs, namedRefs } from './listed-product.js';
import { skuTaken } from './sku-taken.js';

/** The linked product and the one that took its SKU before. */
const productIds = (event: ProductLinked, skus: readonly CatalogSkuRow[]): string[] => [
  event.productId,
  ...skus.flatMap(({ productId }) => productId ?? []),
];

/**
 * Odoo has a product, or says something else of it: keeps the projection, lists it at the channels that carry its SKU, and reserves now for
 * the order lines that waited for that SKU.
 */
export const onProductLinked = (buffers: ChannelBuffers): Handler =>
  defineHandler({
    id: 'inventory-propagator.product-linked',
    on: ProductLinked,
    emits: [StockReserved, ReservationRejected, AvailabilityChanged, ExceptionRaised],
    loads: {
      ...rulesLoad,
      skus: (event) => (event.sku === null ? [] : [catalogSkus.one({ sku: event.sku })]),
      waiting: (event) => (event.sku === null ? [] : [waitingLines.children('waitingSku', event.sku)]),
      named: namedRefs,
      claimed: (event) => claimedIdentifiers.children('productId', event.productId),
    },
    thenLoads: {
      mappings: (_event, { named }) => mappingRefs(named),
      codes: (event, { claimed }) => identifierRefs(codesOf(event, claimed)),
      claims: (event, { claimed }) => claimRefs(codesOf(event, claimed)),
      orders: (_event, { waiting }) => waiting.map(({ orderId }) => customerOrders.one({ orderId })),
      held: (_event, { waiting }) => waiting.map(({ orderId }) => reservations.children('orderId', orderId)),
      products: (event, { skus }) => productRefs(productIds(event, skus)),
      levels: (event, { skus }) => levelRefs(productIds(event, skus)),
      listings: (event, { skus }) => listingRefs(productIds(event, skus)),
    },

    handle(event, { skus, held, mappings, codes, claims, ...rows }, given) {
      checkProduct(event);
      const { meta, productId } = event;
      const stocks = new StockSet(stocksOf(rows));
      const holder = otherHolder(stocks.find(skus[0]?.productId ?? null), event);
      // An archived product makes room for one that is sold; of two that are sold the first keeps the SKU.
      const makesRoom = holder !== undefined && event.active && !holder.product.active;
      const taken = holder !== undefined && !makesRoom;
      const sku = taken ? null : event.sku;
      const before = stocks.get(productId);
      const { name, unit, unitStep, active } = event;
      const packs = packsOf(event);
      const product = { ...before.product, sku, name, unit, unitStep, packs, active };
      const listing = listedProduct({ ...before, product }, mappings, buffers, rows.listings);
      stocks.put(listing.stock);
      if (makesRoom) stocks.put({ ...holder, product: { ...holder.product, sku: null }, listings: [] });

      const waiting = sku === null ? [] : held.filter(({ waitingSku }) => waitingSku === sku);
      const decisions = waiting.map((line) => {
        const decision = reserve(stocks.get(productId), line);
        stocks.put(decision.stock);
        return decision;
      });
      const changes = stocks.changes(given, meta.mode, rulesOf(rows.rules));
      const claiming = claim(event, codes, claims);
      return done({
        save: [
          ...(sku === null ? [] : [catalogSkus.save({ sku, productId })]),
          ...decisions.map(({ line }) => reservations.save(line)),
          ...changes.save,
          ...listing.mappings.map((row) => channelListings.save(row)),
          ...claiming.save,
        ],
        events: [
          ...decisions.flatMap((decision) => sayDecision(meta, decision)),
          ...changes.events,
          ...claiming.events,
          ...(taken && event.active ? [skuTaken(event, holder.product)] : []),
        ],
      });
    },
  });

/** Another product that holds the SKU of the linked one. */
const otherHolder = (stock: Stock | undefined, { productId, sku }: ProductLinked): Stock | undefined =>
  stock && stock.product.productId !== productId && stock.product.sku === sku ? stock : undefined;
