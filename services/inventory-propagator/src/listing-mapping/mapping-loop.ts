import type { Loop, UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import { catalogSkus } from '../catalog/catalog-sku.js';
import type { ChannelBuffers } from '../listings/listed.js';
import { applyMappings } from './apply-mappings.js';
import { channelListings, type ChannelListingRow } from './channel-listing.js';

const log = logger('inventory-propagator.mapping');
/** The products of one step are locked together: few enough that nobody waits for them long. */
const STEP = 50;

/** A listing that was written, by the names under which it is then locked. */
type Named = Pick<ChannelListingRow, 'destination' | 'ref' | 'sku'>;

/**
 * Acts on what was said about listings: finds the product each stands for, lists it there, and says what is wrong. Every source only writes the
 * row and marks it; what has to be locked for the rest is locked here, in the order that everybody keeps. Two replicas may take the same rows: the
 * second finds them done.
 */
export class MappingLoop implements Loop {
  readonly name = 'listing mapping';
  /** Not at every commit: listings are written rarely, and nobody waits for one by the millisecond. */
  readonly everyMillis = 250;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly buffers: ChannelBuffers,
    private readonly entity: string,
    private readonly step = STEP,
  ) {}

  async turn(): Promise<boolean> {
    const waiting = await this.pending();
    if (waiting.length === 0) return false;
    const cause = {
      entity: this.entity,
      source: { system: 'inventory-propagator', channel: null },
      correlationId: 'listing mapping',
      causationId: null,
      mode: 'live' as const,
    };
    const left = await this.units.run(cause, (unit) => this.act(unit, waiting));
    log.debug({ rows: waiting.length, left }, 'listings mapped');
    // What is left waits for a push that is under way: not worth asking for at once.
    return left === 0;
  }

  /** In the order of their index: of a table that was filled lately the planner believes that few rows wait, and sorts all of them for each step. */
  private pending(): Promise<Named[]> {
    return inTransaction(this.units.database, async (transaction) => {
      await transaction.query('SET LOCAL enable_sort = off');
      return transaction.query<Named>(
        `SELECT destination, ref, sku FROM channel_listing WHERE pending ORDER BY destination, ref LIMIT ${this.step}`,
      );
    });
  }

  /** @returns how many must be looked at again */
  private async act(unit: UnitOfWork, waiting: readonly Named[]): Promise<number> {
    const skus = [...new Set(waiting.flatMap(({ sku }) => sku ?? []))].map((sku) => catalogSkus.one({ sku }));
    await unit.load(skus);
    const refs = waiting.map((named) => channelListings.one(named));
    await unit.load(refs);
    const bySku = new Map(skus.map((ref) => [ref.id, unit.row(ref).productId]));
    const rows = refs.map((ref) => unit.row(ref)).filter(({ pending }) => pending);
    // One that was given another SKU meanwhile: that SKU is not locked, so it is left for the next turn.
    const ready = rows.filter(({ sku }) => sku === null || bySku.has(sku));
    const held = await applyMappings(unit, ready, { bySku, buffers: this.buffers, entity: this.entity });
    return held + rows.length - ready.length;
  }
}
