import {
  AvailabilityChanged,
  ExceptionRaised,
  ProductLinked,
  ReservationRejected,
  StockReleased,
  StockReserved,
} from '@penstock/contracts';
import { defineHandler, done, type Handler } from '@penstock/messaging';
import { claim, claimRefs, codesOf, identifierRefs } from '../identifiers/claims.js';
import { claimedIdentifiers } from '../identifiers/identifier.js';
import type { KitComponentRow } from '../kits/kit-component.js';
import { kitSkuChanges } from '../kits/kit-sku.js';
import { channelListings } from '../listing-mapping/channel-listing.js';
import type { ChannelBuffers } from '../listings/listed.js';
import { customerOrders } from '../reservations/customer-order.js';
import { reservations, waitingLines } from '../reservations/reservation.js';
import { componentIds, kitRefsOf } from '../reservations/kit-lines.js';
import { reserveHeld } from '../reservations/reserve-held.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { linkedUnits } from '../stock/linked-units.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, type Stock, stocksOf } from '../stock/stock.js';
import { type CatalogSkuRow, catalogSkus } from './catalog-sku.js';
import { checkProduct } from './content-rules.js';
import { listedProduct, mappingRefs, namedRefs } from './listed-product.js';
import { skuTaken } from './sku-taken.js';

/** The linked product, what it is made of, and the one that took its SKU before. */
const productIds = (
  event: ProductLinked,
  skus: readonly CatalogSkuRow[],
  kits: readonly KitComponentRow[],
): string[] => [event.productId, ...skus.flatMap(({ productId }) => productId ?? []), ...componentIds(kits)];

/**
 * Odoo has a product, or says something else of it: keeps the projection, lists it at the channels that carry its SKU, and reserves now for
 * the order lines that waited for that SKU.
 */
export const onProductLinked = (buffers: ChannelBuffers): Handler =>
  defineHandler({
    id: 'inventory-propagator.product-linked',
    on: ProductLinked,
    emits: [StockReserved, StockReleased, ReservationRejected, AvailabilityChanged, ExceptionRaised],
    loads: {
      ...rulesLoad,
      skus: (event) => (event.sku === null ? [] : [catalogSkus.one({ sku: event.sku })]),
      waiting: (event) => (event.sku === null ? [] : [waitingLines.children('waitingSku', event.sku)]),
      kits: (event) => kitRefsOf([event.productId]),
      named: namedRefs,
      claimed: (event) => claimedIdentifiers.children('productId', event.productId),
    },
    thenLoads: {
      mappings: (_event, { named }) => mappingRefs(named),
      codes: (event, { claimed }) => identifierRefs(codesOf(event, claimed)),
      claims: (event, { claimed }) => claimRefs(codesOf(event, claimed)),
      orders: (_event, { waiting }) => waiting.map(({ orderId }) => customerOrders.one({ orderId })),
      held: (_event, { waiting }) => waiting.map(({ orderId }) => reservations.children('orderId', orderId)),
      products: (event, { skus, kits }) => productRefs(productIds(event, skus, kits)),
      levels: (event, { skus, kits }) => levelRefs(productIds(event, skus, kits)),
      listings: (event, { skus, kits }) => listingRefs(productIds(event, skus, kits)),
    },

    handle(event, { skus, orders, held, kits, mappings, codes, claims, ...rows }, given) {
      checkProduct(event);
      const { meta, productId } = event;
      const stocks = new StockSet(stocksOf(rows));
      const holder = otherHolder(stocks.find(skus[0]?.productId ?? null), event);
      // An archived product makes room for one that is sold; of two that are sold the first keeps the SKU.
      const makesRoom = holder !== undefined && event.active && !holder.product.active;
      const taken = holder !== undefined && !makesRoom;
      const sku = taken ? null : event.sku;
      const before = stocks.get(productId);
      const { name, active } = event;
      const units = linkedUnits(before, event);
      const product = { ...before.product, ...units.columns, sku, name, active };
      const others = rows.listings.filter((one) => one.productId === skus[0]?.productId);
      const listing = listedProduct({ ...before, product }, mappings, buffers, others);
      stocks.put(listing.stock);
      if (makesRoom) stocks.put({ ...holder, product: { ...holder.product, sku: null }, listings: [] });

      const rules = rulesOf(rows.rules);
      const served =
        sku === null
          ? { save: [], events: [] }
          : reserveHeld(meta, { sku, productId }, { orders, held, kits, stocks, rules }, given);
      const changes = stocks.changes(given, meta.mode, rules);
      const claiming = claim(event, codes, claims);
      return done({
        save: [
          ...(sku === null ? [] : [catalogSkus.save({ sku, productId })]),
          ...kitSkuChanges(kits, sku),
          ...served.save,
          ...changes.save,
          ...listing.mappings.map((row) => channelListings.save(row)),
          ...claiming.save,
        ],
        events: [
          ...served.events,
          ...changes.events,
          ...claiming.events,
          ...units.events,
          ...(taken && event.active ? [skuTaken(event, holder.product)] : []),
        ],
      });
    },
  });

/** Another product that holds the SKU of the linked one. */
const otherHolder = (stock: Stock | undefined, { productId, sku }: ProductLinked): Stock | undefined =>
  stock && stock.product.productId !== productId && stock.product.sku === sku ? stock : undefined;
