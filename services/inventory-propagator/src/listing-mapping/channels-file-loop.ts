import { logger } from '@penstock/observability';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import type { Channel, ListedProduct } from '../channels/channel.js';
import { CHANNELS_FILE, channelListings } from './channel-listing.js';
import { given, notGiven } from './statements.js';

const log = logger('inventory-propagator.channels-file');
const STEP = 500;

type Seed = ListedProduct & { readonly destination: string };
type Place = Pick<Seed, 'destination' | 'ref'>;

/**
 * Brings the table of listings in line with the channels file, once after each start: writes down what the file lists, takes back what it lists no
 * more, and marks what the channels themselves (a new one, another buffer) have changed, or what lost its row in a restored table. The mapping loop does the rest. The file is a small way
 * to begin; 200,000 listings are imported.
 */
export class ChannelsFileLoop implements Loop {
  readonly name = 'channels file';
  private readonly waiting: Seed[];
  private swept = false;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly channels: readonly Channel[],
  ) {
    this.waiting = channels.flatMap(({ destination, listings }) => listings.map((one) => ({ ...one, destination })));
  }

  async turn(): Promise<boolean> {
    const some = this.waiting.slice(0, STEP);
    if (some.length > 0) {
      await this.write(some);
      this.waiting.splice(0, some.length);
      return true;
    }
    if (this.swept) return false;
    await this.adopt();
    await this.takeBack();
    await this.mark();
    this.swept = true;
    return false;
  }

  private async write(some: readonly Seed[]): Promise<void> {
    await this.units.run(undefined, async (unit) => {
      await unit.load(some.map((seed) => channelListings.one(seed)));
      for (const seed of some) {
        const row = unit.row(channelListings.one(seed));
        // What was imported since is a later word than the file's: both cannot be right, and the import was a decision of somebody.
        if (row.givenBy !== null && row.givenBy !== CHANNELS_FILE) continue;
        const next = given(row, { sku: seed.sku, barcode: null, title: null }, CHANNELS_FILE);
        if (next !== row) unit.save(channelListings.save({ ...next, active: row.statedAt === null || row.active }));
      }
    });
  }

  /** What is told to a channel and stands in no table of listings, as a version before this one may leave it. */
  private adopt(): Promise<unknown> {
    return this.units.database.query(
      `INSERT INTO channel_listing (destination, ref, active, listed_under, pending)
       SELECT destination, ref, true, product_id, true FROM product_listing p
       WHERE NOT EXISTS (SELECT FROM channel_listing l WHERE l.destination = p.destination AND l.ref = p.ref)
       ON CONFLICT DO NOTHING`,
    );
  }

  private async takeBack(): Promise<void> {
    const named = new Set(
      this.channels.flatMap(({ destination, listings }) => listings.map(({ ref }) => `${destination} ${ref}`)),
    );
    const all = await this.units.database.query<Place[]>(
      'SELECT destination, ref FROM channel_listing WHERE given_by = $1',
      [CHANNELS_FILE],
    );
    for (const place of all.filter(({ destination, ref }) => !named.has(`${destination} ${ref}`))) {
      await this.units.run(undefined, async (unit) => {
        const row = await unit.lock(channelListings.one(place));
        if (row.givenBy === CHANNELS_FILE) unit.save(channelListings.save(notGiven(row)));
      });
      log.info(place, 'the channels file lists it no more');
    }
  }

  private async mark(): Promise<void> {
    await this.units.database.query(
      `UPDATE channel_listing l SET pending = true, listed_under = NULL WHERE listed_under IS NOT NULL AND NOT EXISTS (
         SELECT FROM product_listing p WHERE p.destination = l.destination AND p.ref = l.ref)`,
    );
    await this.units.database.query(
      `UPDATE channel_listing l SET pending = true
       FROM unnest($1::text[], $2::integer[]) AS c(destination, buffer)
       WHERE l.destination = c.destination AND NOT l.pending AND (l.problem = 'CHANNEL_UNKNOWN' OR EXISTS (
         SELECT FROM product_listing p
         WHERE p.destination = l.destination AND p.ref = l.ref AND p.buffer <> c.buffer AND l.product_id IS NOT NULL))`,
      [this.channels.map(({ destination }) => destination), this.channels.map(({ buffer }) => buffer)],
    );
  }
}
