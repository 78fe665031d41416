import { plural, printable, table } from '../table.js';

/** As the admin API tells it; see its `/openapi.json`. */
export interface DriftRun {
  readonly runId: string;
  readonly destination: string;
  readonly state: 'reading' | 'settling' | 'done' | 'failed';
  readonly askedBy: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly listings: number;
  readonly compared: number;
  readonly alike: number;
  readonly inFlight: number;
  readonly drifted: number;
  readonly repaired: number;
  readonly trouble: string | null;
}

export interface DriftCause {
  readonly comparison: string;
  readonly cause: string;
  readonly state: string;
  readonly count: number;
  readonly value: string | null;
  readonly currency: string | null;
  readonly unpriced: number;
}

export interface Drift {
  readonly place: string;
  readonly ref: string;
  readonly productId: string;
  readonly sku: string | null;
  readonly state: string;
  readonly cause: string;
  readonly expected: string;
  readonly found: string;
  readonly unit: string;
  readonly value: string | null;
  readonly currency: string | null;
  readonly since: string;
}

export interface DriftReport {
  readonly runs: readonly DriftRun[];
  readonly unreadable: readonly string[];
  readonly causes: readonly DriftCause[];
  readonly drifts: readonly Drift[];
}

const WIDTH = 30;
const number = (value: number): string => value.toLocaleString('en-US');
const money = (value: string | null, currency: string | null): string =>
  value === null || currency === null ? 'no price' : `${value} ${currency}`;

/** One line: `shopify:demo-shop  [##########--------------------]  33%  66,000 of 200,000 compared, 3 drifted, 12 in flight; reading`. */
export function describeRun(run: DriftRun): string {
  const { destination, state, listings, compared, drifted, repaired, inFlight, trouble } = run;
  const share = state === 'done' || listings === 0 ? 1 : Math.min(1, compared / listings);
  const bar = '#'.repeat(Math.floor(share * WIDTH)).padEnd(WIDTH, '-');
  const counts = [
    `${number(compared)} of ${number(listings)} compared`,
    `${number(drifted)} drifted${repaired > 0 ? `, of which ${number(repaired)} are told again` : ''}`,
    `${number(inFlight)} in flight`,
  ].join(', ');
  const ending = `${ENDINGS[state]}${trouble === null ? '' : `: ${printable(trouble)}`}`;
  return `${destination}  [${bar}] ${`${Math.floor(share * 100)}%`.padStart(4)}  ${counts}; ${ending}`;
}

const ENDINGS: Readonly<Record<DriftRun['state'], string>> = {
  reading: 'reading',
  settling: 'what differs is looked at again',
  done: 'done',
  failed: 'given up',
};

const BETWEEN: Readonly<Record<string, string>> = {
  ODOO_LEDGER: 'Odoo and ledger',
  LEDGER_CHANNEL: 'ledger and channel',
};

/** Runs, causes and differences, for people. */
export function describeReport({ runs, unreadable, causes, drifts }: DriftReport): string {
  return [
    runs.map((run) => `${describeRun(run)} ${run.endedAt ?? `since ${run.begunAt}`}`).join('\n'),
    unreadable.map((one) => `${one}  cannot be read: what it shows it alone knows`).join('\n'),
    causes.length === 0 ? 'Nothing differs.' : byCause(causes),
    drifts.length === 0 ? '' : dearest(drifts, causes),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function byCause(causes: readonly DriftCause[]): string {
  const rows = causes.map(({ comparison, cause, state, count, value, currency, unpriced }) => [
    ...[BETWEEN[comparison] ?? comparison, cause, state, number(count), money(value, currency)],
    unpriced > 0 && value !== null ? `${number(unpriced)} without a price` : '',
  ]);
  return table(['BETWEEN', 'CAUSE', 'STATE', 'COUNT', 'AT RISK', ''], rows);
}

const foundOf = ({ cause, found }: Drift): string => (cause === 'LISTING_DELETED' ? 'gone' : found);

function dearest(drifts: readonly Drift[], causes: readonly DriftCause[]): string {
  const all = causes.reduce((sum, { count }) => sum + count, 0);
  const rows = drifts.map((one) => [
    ...[one.place, one.ref === '' ? '-' : one.ref, one.sku ?? one.productId, one.expected, foundOf(one), one.cause],
    ...[one.state, money(one.value, one.currency), one.since],
  ]);
  const header = ['WHERE', 'LISTING', 'SKU', 'SHOULD BE', 'IS', 'CAUSE', 'STATE', 'AT RISK', 'SINCE'];
  return `${table(header, rows)}\n\n${drifts.length < all ? `${number(drifts.length)} of ` : ''}${plural(all, 'difference')}`;
}
