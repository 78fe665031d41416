import { AvailabilityChanged, type Quantity } from '@penstock/contracts';
import { type Decimal, zero } from '@penstock/domain';
import { type Content, type Outgoing, say } from '@penstock/messaging';
import type { StockLevelRow } from './stock-level.js';
import { minus, plus, setAsideAt, type Stock, unitOf } from './stock.js';

/**
 * What may be sold of a product, as a whole and by location. States the whole: where a later event of the same transaction changes it again, only
 * that is said, with what was announced before the transaction.
 * @param available as `availableOf` found it
 */
export function availabilityChanged(stock: Stock, available: Decimal): Outgoing<AvailabilityChanged> {
  const { product, levels } = stock;
  const unit = unitOf(stock);
  const quantity = (amount: Decimal): Quantity => ({ amount, unit });
  const unlessNone = (amount: Decimal): Quantity | null => (amount.eq(zero) ? null : { amount, unit });
  let incoming = zero;
  let inTransit = zero;
  for (const level of levels) {
    incoming = plus(incoming, level.incoming);
    inTransit = plus(inTransit, level.transit ? level.onHand.plus(level.inTransit) : level.inTransit);
  }
  const content: Content<AvailabilityChanged> = {
    productId: product.productId,
    onHand: quantity(product.onHand),
    reserved: quantity(product.reserved),
    available: quantity(available),
    previousAvailable: quantity(product.announced),
    locations: levels
      .filter(({ sellable }) => sellable)
      .map((level) => ({
        locationId: level.locationId,
        onHand: quantity(level.onHand),
        reserved: quantity(level.reserved),
        available: quantity(availableAt(level)),
        incoming: unlessNone(level.incoming),
        inTransit: unlessNone(level.inTransit),
        quarantined: unlessNone(setAsideAt(level)),
      })),
    incoming: unlessNone(incoming),
    inTransit: unlessNone(inTransit),
    quarantined: unlessNone(product.quarantined),
  };
  return say(AvailabilityChanged, content, {
    overtakes: ({ previousAvailable }) => ({ ...content, previousAvailable }),
  });
}

const availableAt = (level: StockLevelRow): Decimal => minus(minus(level.onHand, setAsideAt(level)), level.reserved);
