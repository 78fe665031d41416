import type { StockStory, Story } from '@penstock/connector-odoo';

/** An order that was shipped after its first answer was lost. */
export const aStory: Story = {
  orderId: 'ord_1',
  orderNumber: '#1001',
  origin: 'shopify:demo-shop/5001',
  state: 'confirmed',
  hold: null,
  waitsFor: [],
  placedAt: '2026-11-20 10:00:00',
  total: '49.80',
  currency: 'USD',
  record: 'sale.order,42',
  odooName: 'S00042',
  companyId: 1,
  mappingVersion: '3',
  traceId: 'a'.repeat(32),
  customer: { customerId: 'cus_1', record: 'res.partner,9' },
  lines: [
    { lineId: 'orl_1', sku: 'TEE', charge: null, quantity: '2', price: '24.90', record: 'sale.order.line,7' },
    { lineId: null, sku: null, charge: 'shipping', quantity: '1', price: '4.99', record: null },
  ],
  deliveries: [
    { deliveryId: 'shp_1', record: 'stock.picking,5', name: 'WH/OUT/00005', direction: 'OUT', state: 'DONE' },
  ],
  moves: [
    {
      ...{ record: 'stock.move.line,31', move: 'stock.move,30', picking: 'stock.picking,5', productId: 'prd_1' },
      ...{ quantity: '2', unit: 'unit', fromLocation: 'loc_1', toLocation: null },
    },
  ],
  reports: [{ kind: 'return', id: 'ret_1', state: 'refused', refusal: 'more than was shipped' }],
  exceptions: [
    {
      ...{ at: '2026-11-20T10:00:02+00:00', kind: 'RETURN_CONFLICT', severity: 'ERROR' },
      ...{ message: 'The return is\u001B[2J not in Odoo.', remedy: 'Book it by hand.' },
    },
  ],
  tasks: [
    {
      ...{ name: 'odoo-adapter.create-sale-order', naturalKey: 'ord_1', state: 'done', attempts: 2 },
      ...{ createdAt: '2026-11-20T10:00:00.5+00:00', endedAt: null, eventId: '01a1ff8d', failure: null },
    },
  ],
  requests: [
    {
      ...{ at: '2026-11-20T10:00:01.743+00:00', task: 'odoo-adapter.create-sale-order', model: 'sale.order' },
      ...{ method: 'load', outcome: 'timeout', millis: 405, recordIds: [], traceId: null },
    },
  ],
  events: [
    {
      ...{ at: '2026-11-20T10:00:01.9+00:00', eventId: '01a1ff8e', eventType: 'OdooRecordLinked' },
      record: 'sale.order,42',
    },
  ],
};

/** Mugs that were counted, one fewer than Odoo had. */
export const aCount: StockStory = {
  count: {
    ...{ countId: 'cnt_1', reference: 'Inventory 2026-11', state: 'applied', refusal: null, locationId: 'loc_1' },
    ...{ counted: '59', unit: 'unit', countedAt: '2026-11-20T11:00:00+00:00' },
  },
  ...{ record: 'stock.move,40', productId: 'prd_1', sku: 'MUG', product: 'product.product,5' },
  moves: [
    {
      ...{ record: 'stock.move.line,41', move: 'stock.move,40', picking: null, productId: 'prd_1', quantity: '1' },
      ...{ unit: 'unit', fromLocation: 'loc_1', toLocation: null },
    },
  ],
  ...{ exceptions: [], tasks: [], requests: [] },
  events: [
    {
      ...{ at: '2026-11-20T11:00:02+00:00', eventId: '01a1ff90', eventType: 'StockAdjusted' },
      record: 'stock.move.line,41',
    },
  ],
};
