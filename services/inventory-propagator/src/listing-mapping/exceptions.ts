import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { ChannelListingRow, MappingProblem } from './channel-listing.js';

type Kind = ExceptionRaised['kind'];
type Words = (row: ChannelListingRow) => readonly [message: string, remedy: string];

const named = ({ destination, ref, title }: ChannelListingRow): string =>
  `listing ${ref} of ${destination}${title === null ? '' : ` (${title})`}`;
const mapIt = ({ destination, ref }: ChannelListingRow): string =>
  `npx penstock inventory listings map ${destination} ${ref} <sku>`;

/** What is said about each problem: the thing, and what a person does about it. */
const PROBLEMS: Readonly<Record<MappingProblem, readonly [Kind, Words]>> = {
  CHANNEL_UNKNOWN: [
    'UNKNOWN_LISTING',
    (row) => [
      `The channel of ${named(row)} is not in the channels file: nothing is told there.`,
      `Add ${row.destination} to the channels file, or correct the destination; it is then mapped by itself.`,
    ],
  ],
  NOT_NAMED: [
    'UNKNOWN_LISTING',
    (row) => [
      `The ${named(row)} has neither SKU nor barcode: which product it is nobody can say.`,
      `Give it a SKU at the channel, or decide: ${mapIt(row)}`,
    ],
  ],
  UNKNOWN_SKU: [
    'UNKNOWN_LISTING',
    (row) => [
      `The ${named(row)} has the SKU ${row.sku ?? ''}, which no product has: it waits.`,
      `Give the product in Odoo the internal reference ${row.sku ?? ''}, and it is mapped by itself; or decide: ${mapIt(row)}`,
    ],
  ],
  UNKNOWN_BARCODE: [
    'UNKNOWN_LISTING',
    (row) => [
      `The ${named(row)} has no SKU, and the barcode ${row.barcode ?? ''}, which no product has: it waits.`,
      `Give the product in Odoo that barcode, and it is mapped by itself; or decide: ${mapIt(row)}`,
    ],
  ],
  CONTESTED_BARCODE: [
    'LISTING_CONFLICT',
    (row) => [
      `The ${named(row)} has no SKU, and the barcode ${row.barcode ?? ''}, which is on two products: it stands for neither.`,
      `Correct the barcode in Odoo, or decide: ${mapIt(row)}`,
    ],
  ],
  TWO_SKUS: [
    'LISTING_CONFLICT',
    (row) => [
      `The ${named(row)} has the SKU ${row.statedSku ?? ''} at the channel and ${row.givenSku ?? ''} by ${row.givenBy ?? ''}: it goes on as ${row.sku ?? ''}.`,
      `Correct the one that is wrong, or decide: ${mapIt(row)}`,
    ],
  ],
  TWO_PRODUCTS: [
    'LISTING_CONFLICT',
    (row) => [
      `Two products are mapped to the ${named(row)}: its SKU ${row.sku ?? ''} is one, its barcode ${row.barcode ?? ''} another.`,
      `Correct the one that is wrong at the channel or in Odoo, or decide: ${mapIt(row)}`,
    ],
  ],
  PACK_LISTED: [
    'LISTING_CONFLICT',
    (row) => [
      `The ${named(row)} has the barcode ${row.barcode ?? ''} of a pack: offered by the piece it would sell several times what is there.`,
      `Define the pack as a kit of its own SKU in Odoo and list that; or decide that it sells single units: ${mapIt(row)}`,
    ],
  ],
};

const exceptionId = (entity: string, { destination, ref }: ChannelListingRow, problem: MappingProblem): string =>
  canonicalId('exc', entity, 'inventory-propagator', `LISTING ${problem} ${destination} ${ref}`);

const factsOf = (row: ChannelListingRow, problem: MappingProblem): Record<string, string> => {
  const { destination, ref, sku, statedSku, givenSku, givenBy, barcode, productId } = row;
  const facts = { problem, destination, listing: ref, sku, statedSku, givenSku, givenBy, barcode, productId };
  return Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== null));
};

/** The id that a listing has for everybody. */
export const listingIdOf = (
  entity: string,
  { destination, ref }: Pick<ChannelListingRow, 'destination' | 'ref'>,
): string => canonicalId('lst', entity, destination, ref);

/** A listing that stands for no product, or for one in doubt: kept until a later fact or a person settles it. */
export function mappingProblem(
  entity: string,
  row: ChannelListingRow,
  problem: MappingProblem,
): Outgoing<ExceptionRaised> {
  const [kind, words] = PROBLEMS[problem];
  const [message, remedy] = words(row);
  return say(ExceptionRaised, {
    exceptionId: exceptionId(entity, row, problem),
    ...{ kind, severity: 'ERROR', subject: listingIdOf(entity, row), message, amount: null },
    ...{ facts: factsOf(row, problem), remedy },
  });
}

/** @param problem that the listing had */
export const mappingProblemOver = (
  entity: string,
  row: ChannelListingRow,
  problem: MappingProblem,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: exceptionId(entity, row, problem),
    kind: PROBLEMS[problem][0],
    severity: 'INFO',
    subject: listingIdOf(entity, row),
    message: `The problem of the ${named(row)} is over: ${row.productId === null ? (row.active ? 'it has another now' : 'the channel has it no more') : `it stands for ${row.productId}`}.`,
    amount: null,
    facts: factsOf(row, problem),
    remedy: 'Nothing is left to do.',
  });
