import { type OdooClient, records } from '@penstock/connector-odoo';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { inSpan } from '@penstock/observability';
import { CatalogFollower } from '../catalog/follow-catalog.js';
import type { AdapterConfig } from '../config.js';
import { DeliveryFollower } from '../deliveries/follow-deliveries.js';
import type { OdooSystem } from '../odoo-system.js';
import { OpeningBalance } from '../opening-balance/take-opening.js';
import { MoveFollower } from '../stock-moves/follow-moves.js';
import { PriceFollower } from '../prices/follow-prices.js';
import { KnownRecords } from '../stock-moves/known-records.js';
import { MoveLines } from '../stock-moves/move-lines.js';
import { ChangedRecords } from './changed-records.js';
import type { OdooHealth } from './odoo-health.js';

/** What moved, and what is planned to move for an order. */
const DONE_OR_SOLD = {
  stream: 'moves',
  model: 'stock.move',
  shape: records.move,
  domain: ['|', ['state', '=', 'done'], ['sale_line_id', '!=', false]],
} as const;

export type PollSettings = Pick<AdapterConfig, 'odooPollIntervalMs' | 'odooPollMarginSeconds'>;

/**
 * Looks for changes in Odoo at its interval: locations and products first, since everything else names them, then the opening balance, once,
 * then what moved. A look that fails is repeated from the start; nothing it did is done twice.
 */
export class OdooChanges implements Loop {
  readonly name = 'odoo changes';
  private readonly catalog: CatalogFollower;
  private readonly opening: OpeningBalance;
  private readonly moves: MoveFollower;
  private readonly deliveries: DeliveryFollower;
  private readonly prices: PriceFollower;
  private pauseMillis = 0;

  constructor(
    odoo: OdooClient,
    units: UnitsOfWork,
    system: OdooSystem,
    private readonly settings: PollSettings,
    private readonly health: OdooHealth,
  ) {
    const margin = settings.odooPollMarginSeconds;
    this.catalog = new CatalogFollower(odoo, units, system, margin);
    const known = new KnownRecords(units, this.catalog);
    const lines = new MoveLines(odoo, known);
    const moves = new ChangedRecords(odoo, units, margin, DONE_OR_SOLD);
    this.deliveries = new DeliveryFollower(odoo, units, system, known, margin);
    this.prices = new PriceFollower(odoo, units, system, margin);
    this.opening = new OpeningBalance(odoo, units, system, moves, lines);
    this.moves = new MoveFollower(odoo, units, system, moves, lines);
  }

  get everyMillis(): number {
    return this.pauseMillis;
  }

  async turn(): Promise<boolean> {
    this.pauseMillis = this.settings.odooPollIntervalMs;
    try {
      // A trace of its own: what a look announces can be followed from here to the channels.
      await inSpan(this.name, { parent: null }, () => this.look());
      this.health.answered();
    } catch (error) {
      this.pauseMillis = this.health.failed(error, this.settings.odooPollIntervalMs);
    }
    return false;
  }

  private async look(): Promise<void> {
    await this.catalog.follow();
    const openedAt = await this.opening.take();
    if (openedAt === null) return;
    await this.deliveries.follow(await this.moves.follow(openedAt));
    await this.prices.follow();
  }
}
