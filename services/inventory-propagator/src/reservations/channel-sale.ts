import type { Decimal } from '@penstock/domain';
import type { Stock } from '../stock/stock.js';

const ROUND_UP = 3;

/**
 * The stock after one of its channels sold some: taking the order has already lowered what that channel shows, whatever becomes of the
 * reservation, so the next comparison must expect that much less.
 * @param channel name of the channel that took the order, such as `demo-shop`
 */
export function soldBy(stock: Stock, channel: string | null, quantity: Decimal): Stock {
  const units = Number(quantity.round(0, ROUND_UP).toFixed());
  const sells = (destination: string) =>
    channel !== null && destination.slice(destination.indexOf(':') + 1) === channel;
  if (units <= 0 || !stock.listings.some(({ destination }) => sells(destination))) return stock;
  return {
    ...stock,
    listings: stock.listings.map((listing) =>
      sells(listing.destination) ? { ...listing, sold: listing.sold + units } : listing,
    ),
  };
}
