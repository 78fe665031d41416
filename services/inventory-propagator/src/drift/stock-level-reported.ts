import { AvailabilityChanged, DriftDetected, ExceptionRaised, StockLevelReported } from '@penstock/contracts';
import { type Instant, zero } from '@penstock/domain';
import { defineHandler, done, type Handler, type Outgoing, skip } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { moveAmount } from '../stock/book.js';
import { Journal } from '../stock/journal.js';
import { levelAt, stockLoads } from '../stock/stock.js';
import { levelDays, stockMovements } from '../stock/stock-movement.js';
import { measured } from '../stock/units.js';
import { checkReport } from './content-rules.js';
import { type DriftPolicy, type DriftRow, drifts } from './drift.js';
import { causeOf } from './level-cause.js';
import { onHandAsOf, verdictOf } from './level-comparison.js';
import { productPrices, valueAtRisk } from './product-price.js';
import { driftDetected, driftIdOf, stockDrift, stockDriftOver } from './say-drift.js';

/** How far back a cause is looked for, in microseconds. */
const LOOK_BACK = 3 * 24 * 60 * 60 * 1_000_000;

/** Odoo says what it has at a place: compares it with the ledger, and says, or repairs, what nothing in flight explains. */
export const onStockLevelReported = (policy: DriftPolicy): Handler =>
  defineHandler({
    id: 'inventory-propagator.stock-level-reported',
    on: StockLevelReported,
    emits: [DriftDetected, ExceptionRaised, AvailabilityChanged],
    loads: {
      ...stockLoads,
      ...rulesLoad,
      location: (event) => locationRef(event.locationId),
      known: (event) => drifts.children('productId', event.productId),
      prices: (event) => productPrices.children('productId', event.productId),
    },
    thenLoads: {
      movements: ({ productId, locationId, asOf, onHand }, { levels }) => {
        const level = levels.find((one) => one.locationId === locationId);
        if (!level || level.lastMovedAt === null) return [];
        // Where the figures are alike and nothing moved since, nothing has to be read.
        const from = level.onHand.eq(onHand.amount) ? asOf : Math.min(asOf, level.lastMovedAt) - LOOK_BACK;
        return levelDays(productId, locationId, from as Instant, level.lastMovedAt).map((day) =>
          stockMovements.children('levelDay', day),
        );
      },
    },

    handle(event, { location, rules, known, prices, movements, ...rows }, given) {
      checkReport(event);
      const { meta, productId, locationId, asOf, comparisonId } = event;
      const { stock, amount: inOdoo } = measured(rows, event.onHand);
      const level = levelAt(stock, locationId);
      if (level.countedAt !== null && level.countedAt > asOf) return skip('counted since');
      const inLedger = onHandAsOf(level, movements, asOf);
      const difference = inOdoo.minus(inLedger);
      const before = known.find((row) => row.place === locationId && row.ref === '');
      const mayBeUnderWay = movements.some(({ kind }) => kind === 'transferred');
      const verdict = verdictOf(before, { difference, comparisonId, mayBeUnderWay });
      if (verdict === 'alike') return alike(before, meta.entity, given.now);
      const isNew =
        before === undefined || before.state === 'over' || !before.expected.minus(before.found).eq(difference);
      const since = isNew ? given.now : before.since;
      const value = valueAtRisk(prices[0], difference);
      const place = { place: locationId, productId, ref: '' };
      const row: DriftRow = {
        ...{ ...place, comparison: 'ODOO_LEDGER', driftId: driftIdOf(meta.entity, place, difference, since) },
        ...{
          expected: inOdoo,
          found: inLedger,
          unit: stock.product.unit ?? event.onHand.unit,
          comparisonId,
          basis: '',
        },
        ...{
          cause: causeOf(difference, movements),
          valueAtRisk: value?.amount ?? null,
          currency: value?.currency ?? null,
        },
        ...{ state: 'suspected', since, seenAt: given.now },
      };
      if (verdict === 'suspected') return done({ save: [drifts.save(row)] });
      if (verdict === 'known') return done({ save: [drifts.save({ ...row, state: 'open' })] });
      if (policy === 'report') {
        const events = [driftDetected(row, 'REPORTED', given.now), stockDrift(meta.entity, row, false)];
        return done({ save: [drifts.save({ ...row, state: 'open' })], events });
      }
      // As of the report: another one that is on its way already compares with this correction in it.
      const effectiveAt = level.countedAt === asOf ? ((asOf + 1) as Instant) : asOf;
      const journal = new Journal(meta.eventId, given.now);
      const why = { kind: 'corrected', cause: row.driftId, effectiveAt } as const;
      const after = moveAmount(stock, placeOf(location, locationId), difference, why, journal);
      const changes = announce(rows, after, given, meta.mode, rulesOf(rules));
      return done({
        save: [drifts.save({ ...row, state: 'repaired' }), ...changes.save, ...journal.save],
        events: [driftDetected(row, 'REPAIRED', given.now), stockDrift(meta.entity, row, true), ...changes.events],
      });
    },
  });

/** Both records agree: a difference that was known is over. */
function alike(before: DriftRow | undefined, entity: string, now: Instant) {
  if (before === undefined || before.state === 'over') return skip('alike');
  const events: Outgoing<ExceptionRaised>[] = before.state === 'open' ? [stockDriftOver(entity, before)] : [];
  const save = [drifts.save({ ...before, found: before.expected, valueAtRisk: zero, state: 'over', seenAt: now })];
  return done({ save, events });
}
