import { type ExceptionKind, ExceptionRaised, StockCounted } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { defineHandler, done, Permanent, skip } from '@penstock/messaging';
import { type OdooLocation, odooLocations } from '../catalog/odoo-location.js';
import { type OdooProduct, odooProducts } from '../catalog/odoo-product.js';
import type { OdooSystem } from '../odoo-system.js';
import { refusal } from '../refusal.js';
import { checkCount } from './content-rules.js';
import { countRefused } from './count-refused.js';
import { hashOf, stockCounts } from './stock-count.js';
import { wantCount } from './want-count.js';

/** Somebody outside Odoo counted a product in a place: Odoo takes the count over, or a person is told why not. */
export const onStockCounted = (odoo: OdooSystem) =>
  defineHandler({
    id: 'odoo-adapter.stock-counted',
    on: StockCounted,
    emits: [ExceptionRaised],
    loads: {
      count: ({ countId }) => stockCounts.one({ countId }),
      products: ({ productId }) => odooProducts.children('productId', productId),
      locations: ({ locationId }) => odooLocations.children('locationId', locationId),
    },

    handle(event, { count, products, locations }) {
      checkCount(event);
      if (event.meta.mode === 'backfill') return skip('history: Odoo knows its stock of today');
      const { countId, productId, locationId, countedAt, reference } = event;
      const { amount: counted, unit } = event.counted;
      const contentHash = hashOf(event);
      if (count.state !== 'absent') {
        if (count.contentHash === contentHash) return skip('the count is known');
        throw new Permanent('COUNT_CHANGED', `${countId} was reported before, and otherwise: give a count a new id`, {
          countId,
        });
      }
      const [product] = products;
      const [location] = locations;
      const row = {
        ...count,
        ...{ productId, locationId, counted, unit, countedAt, reference, contentHash },
        odooProductId: product?.odooId ?? null,
        odooLocationId: location?.odooId ?? null,
        eventId: event.meta.eventId,
      };
      const trouble = troubleWith(event, product, location);
      if (trouble) {
        const { kind, why, facts } = trouble;
        return done({
          save: [stockCounts.save({ ...row, state: 'refused', refusal: why })],
          events: [
            refusal(odoo, kind, countRefused(row), why, { counted: `${decimalText(counted)} ${unit}`, ...facts }),
          ],
        });
      }
      return done({
        save: [stockCounts.save({ ...row, state: 'wanted' })],
        tasks: [wantCount(countId, productId, locationId)],
      });
    },
  });

interface Trouble {
  readonly kind: ExceptionKind;
  readonly why: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What our own catalogue says against a count. Ids are made here when Odoo's records are announced, so one we do not know is nobody's. */
function troubleWith(
  { productId, locationId, counted: { unit } }: StockCounted,
  product: OdooProduct | undefined,
  location: OdooLocation | undefined,
): Trouble | undefined {
  if (!product) return { kind: 'UNKNOWN_PRODUCT', why: `no product in Odoo is ${productId}`, facts: { productId } };
  if (!location)
    return { kind: 'UNKNOWN_LOCATION', why: `no location in Odoo is ${locationId}`, facts: { locationId } };
  const against = (why: string, facts: Readonly<Record<string, string>>): Trouble => ({ kind: 'COUNT_CONFLICT', why, facts }); // prettier-ignore
  if (!product.active) return against(`${product.sku ?? productId} is archived`, { productId });
  if (!product.storable) return against(`${product.sku ?? productId} has no stock in Odoo`, { productId });
  if (location.usage !== 'internal')
    return against(`${locationId} holds no stock of ours, it is for ${location.usage}`, { usage: location.usage });
  if (product.unit !== unit)
    return against(`it was counted in ${unit}, and Odoo keeps it in ${product.unit}`, { unitInOdoo: product.unit });
  return undefined;
}
