import { CycleCountCompleted, ProductLinked } from '@penstock/contracts';
import { SCHEMA } from './database.js';
import { numbers } from './channels/channel.js';
import { numberedProduct, opened, productLinked, WAREHOUSE } from './facts.js';
import { type Site, untilCount } from './site.js';

/** For some listings, and for each one more. */
const [PATIENCE_MS, PATIENCE_PER_LISTING_MS] = [180_000, 5];
const patienceFor = (listings: number): number => PATIENCE_MS + listings * PATIENCE_PER_LISTING_MS;

/**
 * Makes the numbered products known and counts them, while the service runs. Resolves when all listings say what is there, and channels hold it.
 * @param listings of all channels together
 */
export async function stockUp(
  site: Site,
  { products, listings, onHand }: { products: number; listings: number; onHand: (product: number) => number },
): Promise<void> {
  const { speaker } = site;
  const all = numbers(products);
  await speaker.send(all.map((n) => speaker.record(ProductLinked, productLinked(numberedProduct(n)))));
  const known = `SELECT count(*) FROM ${SCHEMA}.product WHERE sku IS NOT NULL`;
  await untilCount(site, 'products', known, products, patienceFor(listings));
  await speaker.send(
    all.map((n) => speaker.record(CycleCountCompleted, opened(numberedProduct(n), WAREHOUSE, onHand(n)))),
  );
  await untilTold(site, listings);
}

/** Waits until so many listings are wanted, and all of them are held by their channels. */
export async function untilTold(
  site: Pick<Site, 'databaseUrl'>,
  listings: number,
  withinMs = patienceFor(listings),
): Promise<void> {
  const told = `SELECT count(*) FROM ${SCHEMA}.product_listing WHERE desired_version > 0 AND desired_version = confirmed_version`;
  await untilCount(site, 'listings told', told, listings, withinMs);
}

/** Waits until so many movements are booked: what listings then say contains them all. */
export const untilBooked = (site: Pick<Site, 'databaseUrl'>, movements: number): Promise<void> =>
  untilCount(
    site,
    'movements booked',
    `SELECT count(*) FROM ${SCHEMA}.stock_movement WHERE kind = 'adjusted'`,
    movements,
    patienceFor(movements),
  );

/** How many listings of a channel are to be told. */
export const DIRTY = `SELECT count(*)::integer AS dirty FROM ${SCHEMA}.product_listing WHERE destination = $1 AND desired_version > confirmed_version`;
