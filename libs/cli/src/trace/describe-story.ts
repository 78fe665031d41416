import type { Story, StoryDelivery, StoryMove } from '@penstock/connector-odoo';
import { printable, shortened, table } from '../table.js';
import { happened, indented, listed, MESSAGE_WIDTH, recordsOf, route, section } from './sections.js';

/** A story as people read it: what it is, then what came of it, then how. */
export function describeStory(story: Story): string {
  return [
    `Order ${printable(story.orderNumber ?? story.orderId)}: ${story.state}${holdOf(story)}`,
    indented(table(['', ''], factsOf(story)).trim()),
    section('Lines', ['WHAT', 'QUANTITY', 'PRICE', 'IN ODOO', 'ID'], linesOf(story)),
    deliveriesOf(story),
    section('Reported', ['WHAT', 'ID', 'STATE', 'WHY'], reportsOf(story)),
    ...happened(story),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function holdOf({ state, hold, waitsFor }: Story): string {
  if (state !== 'held') return '';
  if (hold?.why) return `, because ${printable(hold.why)}`;
  return waitsFor.length > 0 ? `, waits for a product with SKU ${waitsFor.map(printable).join(', ')}` : '';
}

function factsOf(story: Story): string[][] {
  const { customer, companyId, mappingVersion, placedAt, total, currency } = story;
  const placed = [placedAt && `placed ${placedAt} UTC`, total && `${total} ${currency ?? ''}`.trim()];
  const inOdoo = [story.odooName, story.record, companyId === null ? null : `res.company,${companyId}`];
  return [
    ['Id', story.orderId],
    ['Channel', listed([story.origin, ...placed])],
    ['Odoo', listed([...inOdoo, mappingVersion && `mapping ${mappingVersion}`]) || '(not there)'],
    ['Customer', listed([customer.customerId, customer.record])],
    ['Trace', story.traceId ?? '(none)'],
  ];
}

const linesOf = ({ lines }: Story): string[][] =>
  lines.map(({ sku, charge, quantity, price, record, lineId }) => [
    sku ?? charge ?? '',
    quantity,
    price,
    record ?? '',
    lineId ?? '',
  ]);

/** Moved goods stand below the transfer they were part of. */
function deliveriesOf({ deliveries, moves }: Story): string {
  if (deliveries.length + moves.length === 0) return '';
  const byPicking = Map.groupBy(moves, ({ picking }) => picking);
  const known = new Set(deliveries.map(({ record }) => record));
  const rest = moves.filter(({ picking }) => picking === null || !known.has(picking));
  const rows = [
    ...deliveries.flatMap((each) => [deliveryRow(each), ...(byPicking.get(each.record) ?? []).map(moveRow)]),
    ...rest.map(moveRow),
  ];
  return section('Deliveries', ['WHAT', 'IN ODOO', 'STATE', 'ID'], rows);
}

const deliveryRow = ({ name, record, direction, state, deliveryId }: StoryDelivery): string[] => [
  name ?? '(no name)',
  record,
  `${direction} ${state}`,
  deliveryId,
];

const moveRow = (move: StoryMove): string[] => [
  `  ${move.quantity} ${move.unit}`,
  recordsOf(move),
  route(move),
  move.productId,
];

const reportsOf = ({ reports }: Story): string[][] =>
  reports.map(({ kind, id, state, refusal }) => [kind, id, state, shortened(refusal ?? '', MESSAGE_WIDTH)]);
