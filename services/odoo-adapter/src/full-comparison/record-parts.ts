import { type OdooClient, records } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import type { CatalogFollower } from '../catalog/follow-catalog.js';
import { type DeliveryFollower, OF_A_SALE } from '../deliveries/follow-deliveries.js';
import { type ExpectedGoodsFollower, OPEN_FROM_SUPPLIER } from '../expected-goods/follow-expected.js';
import type { PriceFollower } from '../prices/follow-prices.js';
import { ComparedRecords } from './compared-records.js';
import type { Part } from './part.js';

/** Who takes over what looks at changes find. */
export interface Followers {
  readonly catalog: CatalogFollower;
  readonly deliveries: DeliveryFollower;
  readonly prices: PriceFollower;
  readonly expected: ExpectedGoodsFollower;
}

const BETWEEN = 'BETWEEN $1::bigint + 1 AND $2::bigint';
const knownPrices = (model: string) =>
  `SELECT DISTINCT odoo_id AS id FROM odoo_price WHERE active AND record LIKE '${model}:%' AND odoo_id ${BETWEEN}`;

/** Everything that is compared record by record. Places and products come first, since all else names them. */
export const recordParts = (
  odoo: OdooClient,
  units: UnitsOfWork,
  marginSeconds: number,
  { catalog, deliveries, prices, expected }: Followers,
): readonly Part[] => [
  new ComparedRecords(odoo, units, marginSeconds, {
    ...{ model: 'stock.location', stream: 'places', shape: records.location },
    known: `SELECT odoo_id AS id FROM odoo_location WHERE announced_hash NOT IN ('', 'gone') AND odoo_id ${BETWEEN}`,
    take: (locations) => catalog.takeLocations(locations),
    gone: (ids) => catalog.goneLocations(ids),
  }),
  new ComparedRecords(odoo, units, marginSeconds, {
    ...{ model: 'product.product', stream: 'goods', shape: records.product },
    known: `SELECT odoo_id AS id FROM odoo_product WHERE active AND odoo_id ${BETWEEN}`,
    take: (products) => catalog.takeProducts(products),
    gone: (ids) => catalog.goneProducts(ids),
  }),
  new ComparedRecords(odoo, units, marginSeconds, {
    ...{
      model: 'product.product',
      stream: 'list prices',
      shape: records.listPrice,
      known: knownPrices('product.product'),
    },
    take: (products) => prices.takeProducts(products),
    gone: (ids) => prices.gone('product.product', ids),
  }),
  new ComparedRecords(odoo, units, marginSeconds, {
    ...{ model: 'product.pricelist.item', stream: 'price rules', shape: records.priceRule },
    known: knownPrices('product.pricelist.item'),
    take: (rules) => prices.takeRules(rules),
    gone: (ids) => prices.gone('product.pricelist.item', ids),
  }),
  // Transfers that are done stay as they are: only the open ones are read again, and those that we believe to be open.
  new ComparedRecords(odoo, units, marginSeconds, {
    ...{ model: 'stock.picking', stream: 'deliveries', shape: records.plannedPicking },
    domain: [...OF_A_SALE, ['state', 'not in', ['done', 'cancel']]],
    known: `SELECT DISTINCT picking_id AS id FROM odoo_delivery
      WHERE state NOT IN ('UNKNOWN', 'DONE', 'CANCELLED', 'DELETED') AND picking_id ${BETWEEN}`,
    take: (pickings) => deliveries.take(pickings),
    gone: (ids) => deliveries.gone(ids),
  }),
  new ComparedRecords(odoo, units, marginSeconds, {
    ...{ model: 'stock.move', stream: 'moves', shape: records.move, domain: OPEN_FROM_SUPPLIER },
    known: `SELECT move_id AS id FROM odoo_expected WHERE quantity > 0 AND move_id ${BETWEEN}`,
    take: (moves) => expected.take(moves),
    gone: (ids) => expected.gone(ids),
  }),
];
