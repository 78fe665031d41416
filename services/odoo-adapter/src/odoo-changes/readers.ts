import { type OdooClient, records } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import { CatalogFollower } from '../catalog/follow-catalog.js';
import { DeliveryFollower } from '../deliveries/follow-deliveries.js';
import { KitFollower } from '../kits/follow-kits.js';
import type { Mappings } from '../mapping/mapping.js';
import type { OdooSystem } from '../odoo-system.js';
import { ExpectedGoodsFollower, FROM_SUPPLIER } from '../expected-goods/follow-expected.js';
import { OpeningBalance } from '../opening-balance/take-opening.js';
import { PriceFollower } from '../prices/follow-prices.js';
import { MoveFollower } from '../stock-moves/follow-moves.js';
import { KnownRecords } from '../stock-moves/known-records.js';
import { MoveLines } from '../stock-moves/move-lines.js';
import { SetAsidePlaces } from '../stock-moves/set-aside-places.js';
import { ChangedRecords } from './changed-records.js';

/** What moved, and what is planned to move for an order or from a supplier. */
const DONE_OR_PLANNED = {
  stream: 'moves',
  model: 'stock.move',
  shape: records.move,
  domain: ['|', '|', ['state', '=', 'done'], ['sale_line_id', '!=', false], ...FROM_SUPPLIER],
} as const;

/**
 * What was done a moment ago, by the day of the move: `date` has an index in Odoo, `write_date` has none, and this is the longest table. A done
 * move that was corrected or dated back does not show here, only in the other.
 */
const JUST_DONE = { ...DONE_OR_PLANNED, domain: [['state', '=', 'done']], time: 'date' } as const;

/** Everything that reads one kind of thing from Odoo, with what they share; their calls go through one client, and so one lane. */
export function readersOf(
  odoo: OdooClient,
  units: UnitsOfWork,
  system: OdooSystem,
  mappings: Mappings,
  marginSeconds: number,
) {
  const catalog = new CatalogFollower(odoo, units, system, marginSeconds);
  const known = new KnownRecords(units, catalog);
  const lines = new MoveLines(odoo, known);
  const expected = new ExpectedGoodsFollower(odoo, units, system, known);
  const changed = new ChangedRecords(odoo, units, marginSeconds, DONE_OR_PLANNED);
  const justDone = new ChangedRecords(odoo, units, marginSeconds, JUST_DONE);
  return {
    catalog,
    known,
    lines,
    expected,
    opening: new OpeningBalance(odoo, units, system, changed, lines),
    moves: new MoveFollower(
      odoo,
      units,
      system,
      { changed, justDone },
      lines,
      new SetAsidePlaces(mappings, system),
      expected,
    ),
    deliveries: new DeliveryFollower(odoo, units, system, known, marginSeconds),
    kits: new KitFollower(odoo, units, system, known, marginSeconds),
    prices: new PriceFollower(odoo, units, system, marginSeconds),
  };
}

export type Readers = ReturnType<typeof readersOf>;
