import { StockAdjusted, type StockLevelReported } from '@penstock/contracts';
import { money } from '@penstock/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { anAdjustment, aPrice, aReport, at, pieces } from '../events.fixture.js';
import { levelAt } from '../stock/stock.js';
import { stockLevels } from '../stock/stock-level.js';
import { stockMovements } from '../stock/stock-movement.js';
import { Warehouse } from '../warehouse.fixture.js';
import { drifts } from './drift.js';
import { onPriceChanged } from './price-changed.js';
import { onStockLevelReported } from './stock-level-reported.js';

const reported = (amount: string, report: Partial<StockLevelReported> = {}): StockLevelReported =>
  aReport({ onHand: pieces(amount), ...report });
const later = { comparisonId: 'cmp_2', asOf: at('11:00') };

let warehouse: Warehouse;
const policies = { report: onStockLevelReported('report'), repair: onStockLevelReported('repair') };
const reports = (event: StockLevelReported, policy: keyof typeof policies = 'report') =>
  warehouse.memory
    .deliver(policies[policy], event)
    .map(({ type, content }) => ({ name: type.name.split('.').at(-1), ...content }));
const moves = (delta: string, event: Partial<StockAdjusted> = {}) =>
  warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces(delta), ...event }));
const state = () => warehouse.memory.all(drifts).map((row) => row.state);

beforeEach(() => {
  warehouse = Warehouse.stocked('10'); // counted at 08:00
  moves('5'); // at 09:00
});

describe('a level that Odoo reports', () => {
  it('that is the ledger’s leaves nothing behind', () => {
    expect(reports(reported('15'))).toEqual([]);
    expect(state()).toEqual([]);
  });

  it('is compared as of its instant: what moved later is in flight for it', () => {
    moves('-7', { effectiveAt: at('10:30') });
    expect(reports(reported('15'))).toEqual([]);
    expect(state()).toEqual([]);
  });

  it('from before a count says nothing: the count has put right whatever it was', () => {
    expect(reports(reported('99', { asOf: at('07:00') }))).toEqual([]);
    expect(state()).toEqual([]);
  });

  it('that has less is suspected only: a shipment may be on its way by another topic', () => {
    expect(reports(reported('13'))).toEqual([]);
    expect(state()).toEqual(['suspected']);
    moves('-2', { effectiveAt: at('09:30') });
    expect(reports(reported('13', later))).toEqual([]);
    expect(state()).toEqual(['over']);
  });

  it('that has the same less in a second comparison has drifted', () => {
    reports(reported('13'));
    expect(reports(reported('13'))).toEqual([]);
    expect(reports(reported('13', later))).toMatchObject([
      {
        ...{ name: 'DriftDetected', comparison: 'ODOO_LEDGER', locationId: 'loc_main', destination: null },
        ...{ expected: pieces('13'), found: pieces('15'), cause: 'MOVEMENT_MISSED', action: 'REPORTED' },
      },
      { name: 'ExceptionRaised', kind: 'STOCK_DRIFT', severity: 'ERROR', subject: 'prd_tee' },
    ]);
  });

  it('that differs by something else in a second comparison is suspected anew', () => {
    reports(reported('13'));
    expect(reports(reported('12', later))).toEqual([]);
    expect(reports(reported('12', { comparisonId: 'cmp_3', asOf: at('11:30') }))).toHaveLength(2);
  });

  it('that has more has drifted at once: nothing in flight makes Odoo the first to have it', () => {
    expect(reports(reported('18'))).toMatchObject([{ name: 'DriftDetected', found: pieces('15') }, {}]);
  });

  it('is said once while it lasts, with one id, and once more when it is over', () => {
    const [first] = reports(reported('18'));
    expect(reports(reported('18', later))).toEqual([]);
    expect(warehouse.memory.all(drifts)).toMatchObject([
      { state: 'open', driftId: (first as { driftId?: string }).driftId },
    ]);
    moves('3', { effectiveAt: at('09:30') });
    expect(reports(reported('18', { comparisonId: 'cmp_3', asOf: at('11:30') }))).toMatchObject([
      { severity: 'INFO', message: expect.stringContaining('is over') },
    ]);
  });

  it('has a movement twice where leaving one out would put it right', () => {
    moves('5');
    reports(reported('15'));
    expect(reports(reported('15', later))).toMatchObject([{ cause: 'MOVEMENT_DOUBLED' }, {}]);
  });

  it('is worth the difference at the list price, where one is known', () => {
    warehouse.memory.deliver(onPriceChanged, aPrice());
    expect(reports(reported('18'))).toMatchObject([{ valueAtRisk: money('59.97', 'EUR') }, { amount: {} }]);
  });
});

describe('the policy to repair', () => {
  const level = () =>
    levelAt({ levels: warehouse.memory.all(stockLevels), product: { productId: 'prd_tee' } } as never, 'loc_main');

  it('books the difference as a movement that names the drift', () => {
    const said = reports(reported('18'), 'repair');
    expect(said).toMatchObject([
      { name: 'DriftDetected', action: 'REPAIRED' },
      { name: 'ExceptionRaised', severity: 'INFO' },
      { name: 'AvailabilityChanged', available: pieces('18') },
    ]);
    const { driftId } = said[0] as { driftId?: string };
    expect(warehouse.memory.all(stockMovements).filter(({ kind }) => kind === 'corrected')).toMatchObject([
      { cause: driftId, quantity: pieces('3').amount, effectiveAt: at('10:00') },
    ]);
    expect(level().onHand).toEqual(pieces('18').amount);
  });

  it('repairs once: the next report finds the correction in the ledger', () => {
    reports(reported('18'), 'repair');
    expect(reports(reported('18', later), 'repair')).toEqual([]);
    expect(level().onHand).toEqual(pieces('18').amount);
  });

  it('is not undone by the count of the same instant', () => {
    reports(reported('18', { asOf: at('08:00') }), 'repair');
    expect(level().onHand).toEqual(pieces('23').amount);
  });
});
