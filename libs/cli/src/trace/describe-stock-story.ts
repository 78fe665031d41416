import type { StockStory, StoryCount } from '@penstock/connector-odoo';
import { printable, table } from '../table.js';
import { happened, indented, listed, recordsOf, route, section, timeOf } from './sections.js';

/** A count, or a move of no order, as people read it. */
export function describeStockStory(story: StockStory): string {
  return [
    `${titleOf(story)}: ${story.count?.state ?? 'booked in Odoo'}`,
    indented(table(['', ''], factsOf(story)).trim()),
    section('Moves', ['WHAT', 'IN ODOO', 'WAY', 'ID'], movesOf(story)),
    ...happened(story),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function titleOf({ count, record, moves }: StockStory): string {
  if (count) return `Count ${printable(count.reference ?? count.countId)}`;
  return `Move ${record ?? moves.map((move) => move.record).join(' ')}`;
}

const factsOf = ({ count, record, productId, sku, product }: StockStory): string[][] => [
  ...(count ? countedOf(count) : []),
  ['Product', listed([sku && printable(sku), product, productId])],
  ['Odoo', record ?? (count ? '(no move)' : '(not known yet)')],
];

const countedOf = ({ countId, locationId, counted, unit, countedAt, refusal }: StoryCount): string[][] => [
  ['Id', countId],
  ['Counted', `${counted} ${unit} in ${locationId}, ${timeOf(countedAt)} UTC`],
  ...(refusal === null ? [] : [['Refused', printable(refusal)]]),
];

const movesOf = ({ moves }: StockStory): string[][] =>
  moves.map((move) => [`${move.quantity} ${move.unit}`, recordsOf(move), route(move), move.productId]);
