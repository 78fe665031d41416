import type { OdooClient } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import type { AdapterConfig } from '../config.js';
import { ComparedKits } from '../kits/compared-kits.js';
import type { Mappings } from '../mapping/mapping.js';
import { readersOf } from '../odoo-changes/readers.js';
import type { OdooSystem } from '../odoo-system.js';
import { FullComparison } from './full-comparison.js';
import { ExplainedLines } from './explained-lines.js';
import { recordParts } from './record-parts.js';
import { ComparedStock } from './stock/compare-stock.js';
import { SettleSuspects } from './stock/settle-suspects.js';

export type CompareSettings = Pick<
  AdapterConfig,
  'odooPollMarginSeconds' | 'odooCompareIntervalMinutes' | 'odooStockDrift'
>;

/** The comparison of everything: with readers of its own, so that its calls stay in its lane. */
export function compareOdoo(
  odoo: OdooClient,
  units: UnitsOfWork,
  system: OdooSystem,
  mappings: Mappings,
  settings: CompareSettings,
): FullComparison {
  const marginSeconds = settings.odooPollMarginSeconds;
  const readers = readersOf(odoo, units, system, mappings, marginSeconds);
  const { known, lines, moves: follower } = readers;
  const drift = { marginSeconds, policy: settings.odooStockDrift };
  const suspects = new SettleSuspects(odoo, units, system, known, { lines, follower }, drift);
  const stock = [new ExplainedLines(units, follower), new ComparedStock(odoo, units, system, known)];
  const kits = new ComparedKits(readers.kits);
  const parts = [...recordParts(odoo, units, marginSeconds, readers), kits, ...stock];
  return new FullComparison(units, system, parts, suspects, settings.odooCompareIntervalMinutes);
}
