import {
  AvailabilityChanged,
  OdooRecordLinked,
  OrderCreated,
  PaymentCaptured,
  ProductLinked,
  StockReserved,
} from '@penstock/contracts';
import { demoCatalogue } from '@penstock/testing/shopify';
import { stockIsCounted } from './stock-is-counted.js';
import { orderIsShipped } from './order-is-shipped.js';
import { from, type Scene } from './scene.js';
import { orderIsSettled } from './settlement.js';
import { shopsAreToldOfTheOrder, skuOf } from './shops-are-told.js';
import { traceIsWhole } from './trace.js';

interface PlannedChapter {
  readonly title: string;
  /** What came true, in one line; undefined when the chapter does not apply here. Throws an Error that says what is missing. */
  readonly play: (scene: Scene) => Promise<string | undefined>;
}

const LINES = [
  { sku: 'TEE-BLACK-M', quantity: 2 },
  { sku: 'MUG-ENAMEL', quantity: 1 },
];

export const chapters: readonly PlannedChapter[] = [
  { title: 'Odoo’s products are known', play: productsAreKnown },
  { title: 'A customer orders', play: customerOrders },
  { title: 'The payment is captured', play: paymentIsCaptured },
  { title: 'Stock is reserved', play: stockIsReserved },
  { title: 'The shops are told', play: shopsAreToldOfTheOrder },
  { title: 'Odoo has the order', play: odooHasTheOrder },
  { title: 'The warehouse ships', play: orderIsShipped },
  { title: 'The warehouse counts', play: stockIsCounted },
  { title: 'The payout settles it', play: orderIsSettled },
  { title: 'The trace', play: traceIsWhole },
];

async function productsAreKnown(scene: Scene): Promise<string> {
  const skus = demoCatalogue.products.map(({ sku }) => sku);
  const known = await scene.witness.heard(ProductLinked, ({ sku }) => sku !== null && skus.includes(sku), {
    atLeast: skus.length,
  });
  scene.products = new Map(known.map(({ event }) => [event.sku ?? '', event]));
  for (const { productId } of scene.products.values()) {
    await scene.witness.heard(AvailabilityChanged, (event) => event.productId === productId);
  }
  return `${[...scene.products.keys()].join(', ')}, with their stock`;
}

async function customerOrders(scene: Scene): Promise<string> {
  const placed = await scene.shops.checkOut({ lines: LINES });
  const [{ event, traceId }] = await scene.witness.heard(OrderCreated, (order) => order.channelOrderId === placed.id);
  Object.assign(scene, { placed, orderId: event.orderId, orderedSku: LINES[0]?.sku, traceId });
  return `order ${placed.name} at demo-shop for ${placed.total} ${placed.currency} is ${event.orderId}`;
}

async function paymentIsCaptured(scene: Scene): Promise<string> {
  const orderId = from(scene, 'orderId');
  const [{ event }] = await scene.witness.heard(PaymentCaptured, (payment) => payment.orderId === orderId);
  return `${event.amount.amount.toString()} ${event.amount.currency} by ${event.gateway}, charge ${event.providerReference}`;
}

async function stockIsReserved(scene: Scene): Promise<string> {
  const orderId = from(scene, 'orderId');
  const lines = await scene.witness.heard(StockReserved, (event) => event.orderId === orderId, {
    atLeast: LINES.length,
  });
  return lines
    .map(({ event }) => `${event.quantity.amount.toFixed()} ${skuOf(scene, event.productId)} (${event.reservationId})`)
    .join(', ');
}

async function odooHasTheOrder(scene: Scene): Promise<string> {
  const orderId = from(scene, 'orderId');
  const [{ event }] = await scene.witness.heard(OdooRecordLinked, (linked) => linked.canonicalId === orderId);
  const { model, id } = event.odoo;
  scene.saleOrderId = id;
  if (!scene.odoo.isStandIn) return `${event.displayName} (${model} ${id})`;
  const { name, lines } = await scene.warehouse.saleOrder(id);
  return `${name} (${model} ${id}) with ${lines} lines`;
}
