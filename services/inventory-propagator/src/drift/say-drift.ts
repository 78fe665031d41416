import { DriftDetected, ExceptionRaised } from '@penstock/contracts';
import { type Decimal, decimalText, type Instant, money } from '@penstock/domain';
import { canonicalId } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { DriftRow } from './drift.js';

/** The id of a difference: the same while it stays the same, another when it comes back one day. */
export const driftIdOf = (
  entity: string,
  { place, productId, ref }: Pick<DriftRow, 'place' | 'productId' | 'ref'>,
  difference: Decimal,
  since: Instant,
): string =>
  canonicalId(
    'dft',
    entity,
    'inventory-propagator',
    `${place} ${productId} ${ref} ${decimalText(difference)} ${since}`,
  );

const WORDS: Readonly<Record<DriftRow['cause'], readonly [likely: string, remedy: string]>> = {
  UNKNOWN: ['nothing explains it', 'Look at both records, and correct the one that is wrong.'],
  MOVEMENT_MISSED: [
    'a movement never came, or was made by hand in one of them',
    'Compare the movements of that product and place in Odoo with the ledger; let it be counted, or set the policy to repair.',
  ],
  MOVEMENT_DOUBLED: [
    'one movement is in the ledger twice',
    'Look for the movement that is there twice; let it be counted, or set the policy to repair.',
  ],
  CHANGED_AT_CHANNEL: [
    'somebody changed it at the channel',
    'Find out who sets stock at the channel besides Penstock, and stop it; a resync of the channel puts the number right.',
  ],
  NEVER_TOLD: [
    'the channel was never told',
    'Look why nothing goes out to the channel: lateness, refusals, credentials.',
  ],
  REFUSED_BY_CHANNEL: [
    'the channel refused it',
    'Correct the listing at the channel, as its CHANNEL_REFUSED exception says.',
  ],
  LISTING_DELETED: [
    'the channel does not have the listing any more',
    'Take the listing out of the mapping, or map the one that replaced it: npx penstock inventory listings.',
  ],
};

const whereOf = ({ comparison, place, ref }: DriftRow): string =>
  comparison === 'ODOO_LEDGER' ? place : `listing ${ref} of ${place}`;

/** @param action what was done about it */
export const driftDetected = (
  row: DriftRow,
  action: DriftDetected['action'],
  detectedAt: Instant,
): Outgoing<DriftDetected> => {
  const { comparison, place, ref, productId, unit, cause, driftId } = row;
  const isChannel = comparison === 'LEDGER_CHANNEL';
  return say(DriftDetected, {
    ...{ driftId, comparison, productId, cause, action, detectedAt },
    locationId: isChannel ? null : place,
    destination: isChannel ? place : null,
    listing: isChannel ? ref : null,
    expected: { amount: row.expected, unit },
    found: { amount: row.found, unit },
    valueAtRisk: valueOf(row),
  });
};

export const valueOf = ({ valueAtRisk, currency }: DriftRow) =>
  valueAtRisk === null || currency === null ? null : money(valueAtRisk, currency);

const exceptionId = (entity: string, { driftId }: DriftRow): string =>
  canonicalId('exc', entity, 'inventory-propagator', `STOCK_DRIFT ${driftId}`);

/** What both records say, in one sentence. */
function sentence(row: DriftRow): string {
  const { comparison, expected, found, unit, productId } = row;
  const [odoo, other] = comparison === 'ODOO_LEDGER' ? ['Odoo has', 'the ledger'] : ['It should show', 'the channel'];
  return `${odoo} ${decimalText(expected)} ${unit} of ${productId} at ${whereOf(row)}, ${other} ${decimalText(found)}`;
}

const factsOf = (row: DriftRow): Record<string, string> => ({
  driftId: row.driftId,
  place: row.place,
  ...(row.ref !== '' && { listing: row.ref }),
  expected: decimalText(row.expected),
  found: decimalText(row.found),
  cause: row.cause,
});

/** A difference that nothing in flight explains. @param repaired true where policy has put it right: then it is for information */
export function stockDrift(entity: string, row: DriftRow, repaired: boolean): Outgoing<ExceptionRaised> {
  const [likely, remedy] = WORDS[row.cause];
  return say(ExceptionRaised, {
    exceptionId: exceptionId(entity, row),
    kind: 'STOCK_DRIFT',
    severity: repaired ? 'INFO' : 'ERROR',
    subject: row.productId,
    message: `${sentence(row)}: ${likely}${repaired ? '; policy has put it right' : ''}.`,
    amount: valueOf(row),
    facts: factsOf(row),
    remedy: repaired ? 'Nothing is left to do, unless it comes back.' : remedy,
  });
}

export const stockDriftOver = (entity: string, row: DriftRow): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: exceptionId(entity, row),
    kind: 'STOCK_DRIFT',
    severity: 'INFO',
    subject: row.productId,
    message: `The difference of ${row.productId} at ${whereOf(row)} is over: both records say ${decimalText(row.expected)} ${row.unit}.`,
    amount: null,
    facts: factsOf(row),
    remedy: 'Nothing is left to do.',
  });
