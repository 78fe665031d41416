import type {
  CycleCountCompleted,
  EventMeta,
  KitDefined,
  GoodsExpected,
  GoodsReceived,
  ListingLinked,
  LocationLinked,
  OrderCancelled,
  OrderCreated,
  OrderLine,
  PriceChanged,
  ProductLinked,
  Quantity,
  ReturnReceived,
  ShipmentConfirmed,
  ShopMoney,
  StockAdjusted,
  StockLevelReported,
  StockQuarantined,
  TransferCompleted,
  TransferStarted,
} from '@penstock/contracts';
import { decimal, instant, money, uuid7 } from '@penstock/domain';

type Less<T> = Partial<Omit<T, 'meta'>> & { readonly meta?: Partial<EventMeta> };

export const pieces = (amount: string): Quantity => ({ amount: decimal(amount), unit: 'unit' });
export const at = (time: string) => instant(`2025-11-21T${time}:00Z`);

export const aMeta = (meta: Partial<EventMeta> = {}): EventMeta => ({
  eventId: uuid7(),
  occurredAt: at('09:00'),
  occurredZone: null,
  source: { system: 'odoo:main', channel: null },
  entity: 'main',
  correlationId: 'story',
  causationId: null,
  aggregateId: 'aggregate',
  sequence: 1,
  mode: 'live',
  ...meta,
});

const odoo = (model: string) => ({ instance: 'main', model, id: 7 });

export const aProduct = ({ meta, ...rest }: Less<ProductLinked> = {}): ProductLinked => ({
  productId: 'prd_tee',
  odoo: odoo('product.product'),
  sku: 'TEE',
  barcode: null,
  name: 'T-shirt',
  unit: 'unit',
  active: true,
  unitStep: null,
  packs: [],
  ...rest,
  meta: aMeta(meta),
});

export const aLocation = ({ meta, ...rest }: Less<LocationLinked> = {}): LocationLinked => ({
  locationId: 'loc_main',
  odoo: odoo('stock.location'),
  code: null,
  name: 'WH/Stock',
  warehouseCode: 'WH',
  usage: 'INTERNAL',
  active: true,
  ...rest,
  meta: aMeta(meta),
});

export const aListing = ({ meta, ...rest }: Less<ListingLinked> = {}): ListingLinked => ({
  listingId: 'lst_82',
  destination: 'shopify:demo-shop',
  ref: '82',
  sku: 'TEE',
  barcode: null,
  title: 'T-shirt',
  active: true,
  ...rest,
  meta: aMeta(meta),
});

export const aKit = ({ meta, ...rest }: Less<KitDefined> = {}): KitDefined => ({
  productId: 'prd_set',
  components: [
    { productId: 'prd_tee', quantity: pieces('2') },
    { productId: 'prd_mug', quantity: pieces('1') },
  ],
  ...rest,
  meta: aMeta(meta),
});

/** The list price of the T-shirt. */
export const aPrice = ({ meta, ...rest }: Less<PriceChanged> = {}): PriceChanged => ({
  productId: 'prd_tee',
  odoo: odoo('product.product'),
  pricelist: null,
  company: 'My Company',
  price: money('19.99', 'EUR'),
  minimumQuantity: decimal('0'),
  validFrom: null,
  validUntil: null,
  active: true,
  ...rest,
  meta: aMeta(meta),
});

export const aReport = ({ meta, ...rest }: Less<StockLevelReported> = {}): StockLevelReported => ({
  comparisonId: 'cmp_1',
  productId: 'prd_tee',
  locationId: 'loc_main',
  onHand: pieces('15'),
  asOf: at('10:00'),
  ...rest,
  meta: aMeta(meta),
});

export const aCount = ({ meta, ...rest }: Less<CycleCountCompleted> = {}): CycleCountCompleted => ({
  productId: 'prd_tee',
  locationId: 'loc_main',
  counted: pieces('10'),
  countedAt: at('08:00'),
  opening: false,
  ...rest,
  meta: aMeta(meta),
});

export const anAdjustment = ({ meta, ...rest }: Less<StockAdjusted> = {}): StockAdjusted => ({
  productId: 'prd_tee',
  locationId: 'loc_main',
  delta: pieces('5'),
  cause: 'RECEIPT',
  odooMoveId: 1,
  effectiveAt: at('09:00'),
  ...rest,
  meta: aMeta(meta),
});

export const aReceipt = ({ meta, ...rest }: Less<GoodsReceived> = {}): GoodsReceived => ({
  productId: 'prd_tee',
  locationId: 'loc_main',
  quantity: pieces('5'),
  condition: 'SELLABLE',
  expectationId: null,
  reference: 'P00042',
  odooMoveId: 3,
  effectiveAt: at('09:00'),
  ...rest,
  meta: aMeta(meta),
});

export const anExpectation = ({ meta, ...rest }: Less<GoodsExpected> = {}): GoodsExpected => ({
  productId: 'prd_tee',
  locationId: 'loc_main',
  expectationId: 'exp_1',
  quantity: pieces('20'),
  expectedAt: instant('2025-11-25T10:00:00Z'),
  reference: 'P00042',
  ...rest,
  meta: aMeta(meta),
});

export const aTransfer = ({ meta, ...rest }: Less<TransferStarted> = {}): TransferStarted & TransferCompleted => ({
  transferId: 'trf_1',
  productId: 'prd_tee',
  fromLocationId: 'loc_main',
  toLocationId: 'loc_shop',
  quantity: pieces('3'),
  reference: 'WH/INT/00007',
  odooMoveId: 4,
  effectiveAt: at('09:00'),
  ...rest,
  meta: aMeta(meta),
});

export const aQuarantine = ({ meta, ...rest }: Less<StockQuarantined> = {}): StockQuarantined => ({
  productId: 'prd_tee',
  locationId: 'loc_main',
  delta: pieces('2'),
  reason: 'DAMAGED',
  reference: null,
  effectiveAt: at('09:00'),
  ...rest,
  meta: aMeta(meta),
});

export const aReturnedLine = (
  line: Partial<ReturnReceived['lines'][number]> = {},
): ReturnReceived['lines'][number] => ({
  orderLineId: 'orl_1',
  quantity: pieces('1'),
  condition: 'DAMAGED',
  ...line,
});

export const aReturn = ({ meta, ...rest }: Less<ReturnReceived> = {}): ReturnReceived => ({
  returnId: 'ret_1',
  orderId: 'ord_1',
  receivedAt: at('14:00'),
  lines: [aReturnedLine()],
  locationId: 'loc_main',
  ...rest,
  meta: aMeta(meta),
});

const price = (amount: string): ShopMoney => ({ shop: money(amount, 'USD'), presentment: money(amount, 'USD') });

export const aLine = (line: Partial<OrderLine> = {}): OrderLine => ({
  lineId: 'orl_1',
  channelLineId: '1',
  listingRef: '81',
  sku: 'TEE',
  title: 'T-shirt',
  quantity: pieces('2'),
  unitPrice: price('10.00'),
  discounts: [],
  taxes: [],
  total: price('20.00'),
  requiresShipping: true,
  giftCard: false,
  ...line,
});

export const anOrder = ({ meta, ...rest }: Less<OrderCreated> = {}): OrderCreated => ({
  orderId: 'ord_1',
  channelOrderId: '1',
  orderNumber: '#1001',
  placedAt: at('10:00'),
  shopCurrency: 'USD',
  presentmentCurrency: 'USD',
  taxesIncluded: false,
  lines: [aLine()],
  shipping: [],
  discounts: [],
  totals: {
    lines: price('20.00'),
    discounts: price('0'),
    shipping: price('0'),
    tax: price('0'),
    duties: null,
    tip: null,
    rounding: null,
    grandTotal: price('20.00'),
  },
  tenders: [],
  channelReferences: {},
  customerId: null,
  personal: null,
  test: false,
  tags: [],
  ...rest,
  meta: aMeta({ source: { system: 'shopify:demo-shop', channel: 'demo-shop' }, ...meta }),
});

export const aCancellation = ({ meta, ...rest }: Less<OrderCancelled> = {}): OrderCancelled => ({
  orderId: 'ord_1',
  reason: 'CUSTOMER',
  reasonText: null,
  cancelledAt: at('11:00'),
  lines: null,
  ...rest,
  meta: aMeta(meta),
});

export const aShipmentLine = (
  line: Partial<ShipmentConfirmed['lines'][number]> = {},
): ShipmentConfirmed['lines'][number] => ({
  orderLineId: 'orl_1',
  productId: 'prd_tee',
  locationId: 'loc_main',
  quantity: pieces('2'),
  odooMoveId: 2,
  effectiveAt: at('11:00'),
  ...line,
});

export const aShipment = ({ meta, ...rest }: Less<ShipmentConfirmed> = {}): ShipmentConfirmed => ({
  shipmentId: 'shp_1',
  orderId: 'ord_1',
  odoo: odoo('stock.picking'),
  shippedAt: at('11:00'),
  lines: [aShipmentLine()],
  carrier: null,
  trackingNumber: null,
  trackingUrl: null,
  complete: true,
  ...rest,
  meta: aMeta(meta),
});
