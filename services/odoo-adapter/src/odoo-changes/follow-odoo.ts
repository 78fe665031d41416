import type { OdooClient } from '@penstock/connector-odoo';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { inSpan } from '@penstock/observability';
import type { AdapterConfig } from '../config.js';
import type { Mappings } from '../mapping/mapping.js';
import type { OdooSystem } from '../odoo-system.js';
import type { OdooHealth } from './odoo-health.js';
import { type Readers, readersOf } from './readers.js';
import { OdooBell } from './wake/odoo-bell.js';

export type PollSettings = Pick<AdapterConfig, 'odooPollIntervalMs' | 'odooPollMarginSeconds'>;

/** A look at everything comes after so many intervals; those between look only at what must be told within seconds. */
const WHOLE_EVERY = 5;

/**
 * Looks for changes in Odoo at its interval, and at once when somebody rings. The first look begins with locations and products and takes the
 * opening balance, once; every look then reads what moved and the transfers, which must be told within seconds, and a whole one after that
 * locations, products and prices. A look that fails is repeated from the start; nothing it did is done twice.
 */
export class OdooChanges implements Loop {
  readonly name = 'odoo changes';
  /** Waits by itself, for the clock or the bell. */
  readonly everyMillis = 0;
  private readonly readers: Readers;
  private pauseMillis = 0;
  private wholeAt = Number.NEGATIVE_INFINITY;
  private isOpened = false;

  constructor(
    odoo: OdooClient,
    units: UnitsOfWork,
    system: OdooSystem,
    mappings: Mappings,
    private readonly settings: PollSettings,
    private readonly health: OdooHealth,
    private readonly bell = new OdooBell(),
  ) {
    this.readers = readersOf(odoo, units, system, mappings, settings.odooPollMarginSeconds);
  }

  async turn(signal: AbortSignal): Promise<boolean> {
    const reason = await this.bell.next(this.pauseMillis, signal);
    if (signal.aborted) return false;
    this.pauseMillis = this.settings.odooPollIntervalMs;
    try {
      const begunAt = performance.now();
      const isWhole = reason === 'bell' || begunAt >= this.wholeAt + WHOLE_EVERY * this.settings.odooPollIntervalMs;
      // A trace of its own: what a look announces can be followed from here to the channels.
      await inSpan(this.name, { parent: null }, () => this.look(isWhole));
      if (isWhole) this.wholeAt = begunAt;
      this.health.answered();
    } catch (error) {
      this.pauseMillis = this.health.failed(error, this.settings.odooPollIntervalMs);
    }
    return false;
  }

  private async look(isWhole: boolean): Promise<void> {
    const { catalog, opening, expected, moves, deliveries, kits, prices } = this.readers;
    // The opening counts what the catalogue knows; afterwards moves fetch what they name, so that they need not wait for the rest.
    if (!this.isOpened) await catalog.follow();
    const openedAt = await opening.take();
    if (openedAt === null) return;
    if (!this.isOpened) await expected.begin();
    await deliveries.follow(await (isWhole ? moves.follow(openedAt) : moves.followJustDone(openedAt)));
    if (isWhole && this.isOpened) await catalog.follow();
    if (isWhole) {
      await kits.follow();
      await prices.follow();
    }
    this.isOpened = true;
  }
}
