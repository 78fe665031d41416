/** What the admin API tells of a resync. */
export interface ResyncProgress {
  readonly destination: string;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly actor: string;
  readonly reason: string;
  readonly total: number;
  readonly told: number;
  readonly refused: number;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  readonly expectedEnd: string | null;
}

const WIDTH = 30;

const number = (value: number): string => value.toLocaleString('en-US');
const timeOf = (iso: string): string => `${iso.slice(11, 19)} UTC`;

/** One line: `[##########--------------------]  33%  66,000 of 200,000 told, 2 refused; until about 14:03:11 UTC`. */
export function describeResync({ state, total, told, refused, endedAt, expectedEnd }: ResyncProgress): string {
  // Listings that came after it began are told, too.
  const share = state === 'done' ? 1 : total === 0 ? 0 : Math.min(1, told / total);
  const filled = Math.floor(share * WIDTH);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}]`;
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const counts = `${number(told)} of ${number(total)} told${refused > 0 ? `, ${number(refused)} refused` : ''}`;
  return `${bar} ${percent}  ${counts}; ${ending(state, endedAt, expectedEnd)}`;
}

function ending(state: ResyncProgress['state'], endedAt: string | null, expectedEnd: string | null): string {
  if (state !== 'running') return `${state}${endedAt === null ? '' : ` at ${timeOf(endedAt)}`}`;
  return expectedEnd === null ? 'running' : `until about ${timeOf(expectedEnd)}`;
}
