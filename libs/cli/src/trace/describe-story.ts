import type { Story, StoryDelivery, StoryMove } from '@penstock/connector-odoo';
import { printable, shortened, table } from '../table.js';

const MESSAGE_WIDTH = 90;

/** A story as people read it: what it is, then what came of it, then how. */
export function describeStory(story: Story): string {
  return [
    `Order ${printable(story.orderNumber ?? story.orderId)}: ${story.state}${holdOf(story)}`,
    indented(table(['', ''], factsOf(story)).trim()),
    section('Lines', ['WHAT', 'QUANTITY', 'PRICE', 'IN ODOO', 'ID'], linesOf(story)),
    deliveriesOf(story),
    section('Reported', ['WHAT', 'ID', 'STATE', 'WHY'], reportsOf(story)),
    section('Exceptions', ['TIME', 'KIND', 'WHAT', 'REMEDY'], exceptionsOf(story)),
    section('Tasks', ['BEGUN', 'TASK', 'STATE', 'TRIES', 'ASKED FOR BY', 'LAST FAILURE'], tasksOf(story)),
    section('Asked of Odoo', ['TIME', 'CALL', 'ANSWER', 'MS', 'RECORDS', 'TRACE'], requestsOf(story)),
    section('Said', ['TIME', 'EVENT', 'ABOUT', 'ID'], eventsOf(story)),
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

const moveRow = ({ record, productId, quantity, unit, fromLocation, toLocation }: StoryMove): string[] => [
  `  ${quantity} ${unit}`,
  record,
  `${fromLocation ?? 'outside'} → ${toLocation ?? 'outside'}`,
  productId,
];

const reportsOf = ({ reports }: Story): string[][] =>
  reports.map(({ kind, id, state, refusal }) => [kind, id, state, shortened(refusal ?? '', MESSAGE_WIDTH)]);

const exceptionsOf = ({ exceptions }: Story): string[][] =>
  exceptions.map(({ at, kind, message, remedy }) => [timeOf(at), kind, message, remedy]);

const tasksOf = ({ tasks }: Story): string[][] =>
  tasks.map(({ createdAt, name, state, attempts, eventId, failure }) => [
    timeOf(createdAt),
    name,
    state,
    String(attempts),
    eventId ?? '',
    failure ? `${failure.code}: ${shortened(failure.message, MESSAGE_WIDTH)}` : '',
  ]);

const requestsOf = ({ requests }: Story): string[][] =>
  requests.map(({ at, model, method, outcome, millis, recordIds, traceId }) => [
    timeOf(at),
    `${model}.${method}`,
    outcome,
    String(millis),
    shortened(recordIds.join(' '), 30),
    traceId ?? '',
  ]);

const eventsOf = ({ events }: Story): string[][] =>
  events.map(({ at, eventType, record, eventId }) => [timeOf(at), eventType, record ?? '', eventId]);

const section = (title: string, header: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `${title}\n${indented(table(header, rows))}`;

const listed = (parts: readonly (string | null)[]): string => parts.filter(Boolean).join(', ');

const indented = (text: string): string => text.replace(/^/gm, '  ');

/** Milliseconds are enough, and the database's own zone is UTC: `2026-11-21 19:20:27.743`. */
const timeOf = (iso: string): string => new Date(iso).toISOString().replace('T', ' ').replace('Z', '');
